# 生产形态的映像：the same image serves pages (gunicorn), web sockets (daphne) and work (manage.py worker). The embedded shape needs none of it.
FROM python:3.11-slim AS base
ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /srv/yiwang
COPY requirements/production.txt requirements/production.txt
RUN pip install --require-hashes -r requirements/production.txt

# Free fonts for the faces of GB/T 9704, made ready here so that nothing is fetched later.
FROM base AS fonts
COPY docflow/__init__.py docflow/__init__.py
COPY docflow/fonts docflow/fonts
RUN mkdir -p /srv/fonts && python -m docflow.fonts.prepare --into /srv/fonts && rm -rf /var/lib/apt/lists/*

FROM base
RUN useradd --system --uid 10001 --home-dir /srv/yiwang yiwang && install -d -o yiwang -g yiwang -m 0750 /srv/data /srv/anchor
COPY --from=fonts /srv/fonts /srv/fonts
COPY manage.py pyproject.toml ./
COPY office office
COPY docflow docflow
COPY meetings meetings
COPY archive archive
COPY realtime realtime
# Compiled once: whoever runs it may not write here, and a child for each file of a stranger is started anew.
RUN python -m compileall -q office docflow meetings archive realtime
ENV FONTS_DIR=/srv/fonts STATIC_ROOT=/srv/static DATA_DIR=/srv/data ANCHOR_DIR=/srv/anchor
RUN DATA_DIR=/tmp/build python manage.py collectstatic --noinput --verbosity 0 && rm -rf /tmp/build
USER yiwang
VOLUME ["/srv/data", "/srv/anchor"]
EXPOSE 8000
# The log of requests leaves out their addresses: some are secrets (a calendar, a door screen). Who read what stands in the product's own.
CMD ["gunicorn", "office.site.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "8", "--no-control-socket", "--access-logfile", "-", "--access-logformat", "%(h)s %(t)s %(m)s %(s)s %(B)s %(M)sms"]

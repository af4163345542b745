"""The account pages that this house has, under allauth's names. No sign-up, no reset by mail: the organ's administrator does both."""

from allauth.account.views import account_inactive
from django.urls import path

from office.sign_in.views import ChangePassword, SignIn, SignOut

urlpatterns = [
    path("login/", SignIn.as_view(), name="account_login"),
    path("logout/", SignOut.as_view(), name="account_logout"),
    path("inactive/", account_inactive, name="account_inactive"),
    path("password/change/", ChangePassword.as_view(), name="account_change_password"),
]

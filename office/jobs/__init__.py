"""后台作业：work that outlives the request that asked for it. Other rooms reach it through office.api."""

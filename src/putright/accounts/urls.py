"""Addresses without a landlord: the public list, signing in, and a landlord's logo and colours.

The sign-in package's views are taken one by one, under the names by which the package itself finds them. What
`doors` does not list is answered "not found", whether or not it stands here.
"""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as provider
from django.urls import include, path, re_path

from . import views

own = (
    [
        path("", views.landlords, name="landlords"),
        path("sign-in/home/", views.home, name="home"),
        path("<slug:landlord>/logo.png", views.logo, name="logo"),
        path("<slug:landlord>/logo-<slug:digest>.png", views.letterhead, name="letterhead"),
        path("<slug:landlord>/colours-<slug:digest>.css", views.stylesheet, name="stylesheet"),
    ],
    "accounts",
)

sign_in = [
    path("", account.login, name="account_login"),
    path("out/", account.logout, name="account_logout"),
    path("stopped/", account.account_inactive, name="account_inactive"),
    path("no-account/", views.no_account, name="account_signup"),
    path("again/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", views.change_password, name="account_change_password"),
    path("password/forgotten/", views.forgot_password, name="account_reset_password"),
    path("password/forgotten/sent/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/changed/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"
    ),
    path("second-step/", views.SignInOverview.as_view(), name="mfa_index"),
    path("second-step/code/", mfa.authenticate, name="mfa_authenticate"),
    path("second-step/again/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("second-step/app/", views.ActivateTOTP.as_view(), name="mfa_activate_totp"),
    path("second-step/app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("second-step/recovery-codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "second-step/recovery-codes/new/",
        recovery_codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "second-step/recovery-codes/file/",
        recovery_codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("passkey/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("passkeys/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("passkeys/add/", views.AddWebAuthn.as_view(), name="mfa_add_webauthn"),
    path("passkeys/again/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("passkeys/<int:pk>/name/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    path("passkeys/<int:pk>/remove/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    path("provider/cancelled/", provider.login_cancelled, name="socialaccount_login_cancelled"),
    path("provider/error/", provider.login_error, name="socialaccount_login_error"),
    path("provider/no-account/", views.no_account, name="socialaccount_signup"),
    path("with/<slug:provider_id>/", views.provider_sign_in, name="openid_connect_login"),
    path("with/<slug:provider_id>/back/", views.provider_came_back, name="openid_connect_callback"),
]

urlpatterns = [
    path("", include(own)),
    path("sign-in/", include(sign_in)),
]

"""Who gets what at every address: the table, and a walk along the whole URLconf that holds it to be true.

A new address fails here until it has its rows. Columns are the visitors of `world.VISITORS`; the entries:

  200  the page          302  led on             404  not found: a stranger learns nothing
  in   led to sign in    2nd  led to set up a second step
  405  the page takes no such request            401  a sign-in at a provider that failed
"""

from __future__ import annotations

from collections.abc import Mapping

from django.core.cache import cache
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.test import Client

from putright.record.tenancy import as_landlord
from tests.access.addresses import Address, every_address, read, table, written
from tests.access.areas import AREAS
from tests.access.world import VISITORS, World, browsers, parts, same_cookies
from tests.record.tenant_tables import tenant_tables
from tests.record.test_tenant_tables import OUTSIDE

COLUMNS = list(VISITORS)

GET = table(
    """
address                              str lnk nbr exp pas off mgr oth hed adm frt ldr srv mrc fmr frn omb adv pwd dea
accounts:landlords                   200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
accounts:home                         in  in  in  in  in 302 302 302 302 302 302 302 302 302 200 302 200 302 2nd  in
accounts:logo                        404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
accounts:stylesheet                  200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
account_login                        200 200 200 200 200 302 302 302 302 302 302 302 302 302 302 302 302 302 302 200
account_logout                       302 302 302 302 302 200 200 200 200 200 200 200 200 200 200 200 200 200 200 302
account_inactive                     200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
account_signup                       200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
account_reauthenticate                in  in  in  in  in 200 200 200 200 200 200 200 200 200 200 200 200 200 200  in
account_change_password               in  in  in  in  in 200 200 200 200 200 200 200 200 200 200 200 200 200 2nd  in
account_reset_password               200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
account_reset_password_done          200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
account_reset_password_from_key      200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
account_reset_password_from_key_done 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
mfa_index                             in  in  in  in  in 200 200 200 200 200 200 200 200 200 200 200 200 200 200  in
mfa_authenticate                      in  in  in  in  in 302 302 302 302 302 302 302 302 302 302 302 302 302 302  in
mfa_reauthenticate                    in  in  in  in  in 200 200 200 200 200 200 200 200 200 200 200 200 200 2nd  in
mfa_activate_totp                     in  in  in  in  in 302 302 302 302 302 302 302 302 302 302 302 302 302 200  in
mfa_deactivate_totp                   in  in  in  in  in 200 200 200 200 200 200 200 200 200 200 200 200 200 2nd  in
mfa_view_recovery_codes               in  in  in  in  in 404 404 404 404 404 404 404 404 404 404 404 404 404 2nd  in
mfa_generate_recovery_codes           in  in  in  in  in 200 200 200 200 200 200 200 200 200 200 200 200 200 2nd  in
mfa_download_recovery_codes           in  in  in  in  in 404 404 404 404 404 404 404 404 404 404 404 404 404 2nd  in
mfa_login_webauthn                    in  in  in  in  in 302 302 302 302 302 302 302 302 302 302 302 302 302 302  in
mfa_list_webauthn                     in  in  in  in  in 200 200 200 200 200 200 200 200 200 200 200 200 200 2nd  in
mfa_add_webauthn                      in  in  in  in  in 200 200 200 200 200 200 200 200 200 200 200 200 200 200  in
mfa_reauthenticate_webauthn           in  in  in  in  in 302 302 302 302 302 302 302 302 302 302 302 302 302 2nd  in
mfa_edit_webauthn                     in  in  in  in  in 404 404 404 404 404 404 404 404 404 404 404 404 404 2nd  in
mfa_remove_webauthn                   in  in  in  in  in 404 404 404 404 404 404 404 404 404 404 404 404 404 2nd  in
socialaccount_login_cancelled        200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
socialaccount_login_error            401 401 401 401 401 401 401 401 401 401 401 401 401 401 401 401 401 401 401 401
socialaccount_signup                 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
openid_connect_login                 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
openid_connect_callback              404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:start                     200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
complaints:begin                     200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
complaints:sent                      302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302
complaints:form                      200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
complaints:find                      200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
complaints:link                      302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302
complaints:leave                     405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
complaints:case                      404 200 404 404 200 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:calendar                  404 200 404 404 200 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:stage2                    404 200 404 404 200 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:stage2_check              404 302 404 404 302 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:withdraw                  404 302 404 404 302 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:letter                    404 200 404 404 200 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:letter_pdf                404 200 404 404 200 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:promise                   404 200 404 404 200 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:ombudsman                 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
complaints:privacy                   200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
complaints:help                      200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
complaints:accessibility             200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
complaints:cookies                   200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
complaints:safety                    200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
complaints:text_size                 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
complaints:queue                      in  in  in  in  in 200 200 200 200 302 302 200 302 302 404 404 404 404 2nd  in
complaints:staff_search               in  in  in  in  in 200 200 200 200 404 200 200 404 200 404 404 404 404 2nd  in
complaints:staff_new                  in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:procedure                  in  in  in  in  in 200 404 404 200 200 404 404 404 404 404 404 404 404 2nd  in
complaints:staff_case                 in  in  in  in  in 200 200 200 200 404 200 200 404 200 404 404 404 404 2nd  in
complaints:record                     in  in  in  in  in 200 200 200 200 404 404 200 404 404 404 404 404 404 2nd  in
complaints:access_renew               in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:staff_letter               in  in  in  in  in 200 200 200 200 404 200 200 404 200 404 404 404 404 2nd  in
complaints:staff_letter_pdf           in  in  in  in  in 200 200 200 200 404 200 200 404 200 404 404 404 404 2nd  in
complaints:define                     in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:acknowledge                in  in  in  in  in 200 404 404 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:allocate                   in  in  in  in  in 200 404 404 200 404 404 200 404 404 404 404 404 404 2nd  in
complaints:contact                    in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:finding                    in  in  in  in  in 404 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:promises                   in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:promise_kept               in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:promise_dropped            in  in  in  in  in 405 405 405 405 404 404 404 404 404 404 404 404 404 2nd  in
complaints:extend                     in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:answer                     in  in  in  in  in 404 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:refuse                     in  in  in  in  in 200 404 404 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:staff_escalate             in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:staff_withdraw             in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:close                      in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
"""
    + "".join(area.get for area in AREAS),
    COLUMNS,
)

# POST with nothing typed. Where a page refuses it with a sentence the answer is 200; a button alone acts: 302.
POST = table(
    """
address                              str lnk nbr exp pas off mgr oth hed adm frt ldr srv mrc fmr frn omb adv pwd dea
accounts:landlords                   405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
accounts:home                         in  in  in  in  in 405 405 405 405 405 405 405 405 405 405 405 405 405 2nd  in
accounts:logo                        405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
accounts:stylesheet                  405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
account_login                        200 200 200 200 200 302 302 302 302 302 302 302 302 302 302 302 302 302 302 200
account_logout                       302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302
account_inactive                     405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
account_signup                       405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
account_reauthenticate                in  in  in  in  in 200 200 200 200 200 200 200 200 200 200 200 200 200 200  in
account_change_password               in  in  in  in  in 200 200 200 200 200 200 200 200 200 200 200 200 200 2nd  in
account_reset_password               200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
account_reset_password_done          405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
account_reset_password_from_key      200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
account_reset_password_from_key_done 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
mfa_index                             in  in  in  in  in 405 405 405 405 405 405 405 405 405 405 405 405 405 405  in
mfa_authenticate                      in  in  in  in  in 302 302 302 302 302 302 302 302 302 302 302 302 302 302  in
mfa_reauthenticate                    in  in  in  in  in 200 200 200 200 200 200 200 200 200 200 200 200 200 2nd  in
mfa_activate_totp                     in  in  in  in  in 302 302 302 302 302 302 302 302 302 302 302 302 302 200  in
mfa_deactivate_totp                   in  in  in  in  in 2nd 2nd 2nd 2nd 2nd 2nd 2nd 2nd 2nd 2nd 2nd 2nd 2nd 2nd  in
mfa_view_recovery_codes               in  in  in  in  in 405 405 405 405 405 405 405 405 405 405 405 405 405 2nd  in
mfa_generate_recovery_codes           in  in  in  in  in 302 302 302 302 302 302 302 302 302 302 302 302 302 2nd  in
mfa_download_recovery_codes           in  in  in  in  in 404 404 404 404 404 404 404 404 404 404 404 404 404 2nd  in
mfa_login_webauthn                    in  in  in  in  in 302 302 302 302 302 302 302 302 302 302 302 302 302 302  in
mfa_list_webauthn                     in  in  in  in  in 405 405 405 405 405 405 405 405 405 405 405 405 405 2nd  in
mfa_add_webauthn                      in  in  in  in  in 200 200 200 200 200 200 200 200 200 200 200 200 200 200  in
mfa_reauthenticate_webauthn           in  in  in  in  in 302 302 302 302 302 302 302 302 302 302 302 302 302 2nd  in
mfa_edit_webauthn                     in  in  in  in  in 404 404 404 404 404 404 404 404 404 404 404 404 404 2nd  in
mfa_remove_webauthn                   in  in  in  in  in 404 404 404 404 404 404 404 404 404 404 404 404 404 2nd  in
socialaccount_login_cancelled        405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
socialaccount_login_error            405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
socialaccount_signup                 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
openid_connect_login                 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
openid_connect_callback              404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:start                     405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
complaints:begin                     302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302
complaints:sent                      405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
complaints:form                      200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
complaints:find                      200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
complaints:link                      405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
complaints:leave                     302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302
complaints:case                      404 405 405 404 405 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:calendar                  404 405 405 404 405 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:stage2                    404 200 404 404 200 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:stage2_check              404 302 404 404 302 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:withdraw                  404 302 404 404 302 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:letter                    404 405 405 404 405 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:letter_pdf                404 405 405 404 405 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:promise                   404 200 404 404 200 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:ombudsman                 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
complaints:privacy                   405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
complaints:help                      405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
complaints:accessibility             405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
complaints:cookies                   405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
complaints:safety                    405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
complaints:text_size                 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
complaints:queue                      in  in  in  in  in 405 405 405 405 405 405 405 405 405 404 404 404 404 2nd  in
complaints:staff_search               in  in  in  in  in 405 405 405 405 404 405 405 404 405 404 404 404 404 2nd  in
complaints:staff_new                  in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:procedure                  in  in  in  in  in 200 404 404 200 200 404 404 404 404 404 404 404 404 2nd  in
complaints:staff_case                 in  in  in  in  in 405 405 405 405 404 405 405 404 405 404 404 404 404 2nd  in
complaints:record                     in  in  in  in  in 405 405 405 405 404 404 405 404 404 404 404 404 404 2nd  in
complaints:access_renew               in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:staff_letter               in  in  in  in  in 405 405 405 405 404 405 405 404 405 404 404 404 404 2nd  in
complaints:staff_letter_pdf           in  in  in  in  in 405 405 405 405 404 405 405 404 405 404 404 404 404 2nd  in
complaints:define                     in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:acknowledge                in  in  in  in  in 200 404 404 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:allocate                   in  in  in  in  in 200 404 404 200 404 404 200 404 404 404 404 404 404 2nd  in
complaints:contact                    in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:finding                    in  in  in  in  in 404 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:promises                   in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:promise_kept               in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:promise_dropped            in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:extend                     in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:answer                     in  in  in  in  in 404 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:refuse                     in  in  in  in  in 200 404 404 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:staff_escalate             in  in  in  in  in 302 302 302 302 404 302 302 404 404 404 404 404 404 2nd  in
complaints:staff_withdraw             in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:close                      in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
"""
    + "".join(area.post for area in AREAS),
    COLUMNS,
)


def walk(
    world: World, method: str, address: Address, visitors: Mapping[str, Client], *, undone: bool
) -> dict[str, str]:
    """What each visitor gets at the address. With `undone` what the request wrote is taken back."""
    path = address.path(parts(world))
    got = {}
    for name, browser in visitors.items():
        put_back = same_cookies(browser)
        cache.clear()
        with transaction.atomic():
            got[name] = read(getattr(browser, method)(path))
            transaction.set_rollback(undone)
        put_back()
    return got


def compare(got: Mapping[str, Mapping[str, str]], wanted: Mapping[str, Mapping[str, str]]) -> None:
    wrong = [
        f"{name}: {VISITORS[who]} gets {row[who]}, not {wanted[name][who]}"
        for name, row in got.items()
        for who in COLUMNS
        if row[who] != wanted[name][who]
    ]
    assert not wrong, "\n".join([*wrong, "", written(got, COLUMNS)])


def test_every_address_has_its_rows_and_every_row_its_address() -> None:
    names = [address.name for address in every_address()]
    assert len(names) == len(set(names)), "two addresses bear one name"
    assert sorted(GET) == sorted(names), "give each address a row in GET"
    assert sorted(POST) == sorted(names), "give each address a row in POST"


def digests(world: World) -> dict[str, str]:
    """A digest of all that the database holds but sign-in's own tables, the cache, the access log, and the counts of
    what strangers do: a link that opens nothing counts as a guess.
    """
    found = {}
    with connection.cursor() as cursor:
        for landlord in (world.cast.landlord, world.cast.other_landlord):
            with as_landlord(landlord.id):
                for table_name in sorted(tenant_tables(OUTSIDE) - {"record_accessentry", "complaints_pace"}):
                    found[f"{landlord.code} {table_name}"] = _digest(cursor, table_name)
        for table_name in ("accounts_landlord", "accounts_person", "accounts_link", "mfa_authenticator"):
            found[table_name] = _digest(cursor, table_name)
    return found


def _digest(cursor: CursorWrapper, table_name: str) -> str:
    cursor.execute(
        f"SELECT count(*) || coalesce(md5(string_agg(row::text, '' ORDER BY row::text)), '') FROM {table_name} AS row"
    )
    return str(cursor.fetchone()[0])


def test_who_gets_what_by_get_and_that_a_get_changes_nothing(world: World) -> None:
    visitors = browsers(world)
    before = digests(world)
    assert before["meadowbank record_event"] != before["ferrous-valley record_event"]
    got = {address.name: walk(world, "get", address, visitors, undone=False) for address in every_address()}
    compare(got, GET)
    assert digests(world) == before


def test_who_gets_what_by_post(world: World) -> None:
    visitors = browsers(world)
    got = {address.name: walk(world, "post", address, visitors, undone=True) for address in every_address()}
    compare(got, POST)


def test_a_form_without_its_token_is_refused_everywhere(world: World) -> None:
    visitors = browsers(world, "str", "lnk", "off", "pwd")
    before = digests(world)
    for name, browser in visitors.items():
        browser.handler.enforce_csrf_checks = True
        for address in every_address():
            answer = browser.post(address.path(parts(world)), {"words": "from another site", "key": "1"})
            assert answer.status_code == 403, (name, address.name, answer.status_code)
    assert digests(world) == before


def test_no_other_method_does_anything(world: World) -> None:
    visitors = browsers(world, "lnk", "off")
    before = digests(world)
    for method in ("put", "patch", "delete", "options", "trace"):
        for address in every_address():
            if ":" not in address.name and method == "put":
                continue  # the sign-in package takes it as a POST, and asks for the token as there
            for status in walk(world, method, address, visitors, undone=False).values():
                # The package's plain views answer any other method as if it were a GET.
                assert status in {"405", "404", "in", "200", "302", "401"}, (address.name, method, status)
    assert digests(world) == before


def test_a_head_is_answered_as_its_get_without_the_page(world: World) -> None:
    browser = browsers(world, "off")["off"]
    put_back = same_cookies(browser)
    for address in every_address():
        answer = browser.head(address.path(parts(world)))
        assert read(answer) in {GET[address.name]["off"], "405"}, address.name
        put_back()

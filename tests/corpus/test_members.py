"""Who is who: roles by address, and never a library without an admin once there was one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus.actor import VISITOR
from corpus.archive import Archive
from corpus.members import InvalidMember
from corpus.named_items import InvalidItem, ItemNotFound


def roles(archive: Archive) -> dict[str, str]:
    return {member.name: member.role for member in archive.members.all()}


def test_whoever_has_proved_an_address_has_its_role(archive: Archive) -> None:
    archive.members.put(" Lin@Example.CN ", "editor", "林老师")
    actor = archive.members.actor_of("LIN@example.cn", " 林 晓 ")
    assert (actor.name, actor.role, actor.email) == ("林 晓", "editor", "lin@example.cn")
    stranger = archive.members.actor_of("chen@example.cn")
    assert (stranger.name, stranger.role) == ("chen", "reader")
    assert actor.reader != stranger.reader
    assert archive.members.actor_of("lin@example.cn", "别的名字").reader == actor.reader


@pytest.mark.parametrize(
    "address", ["", "lin", "lin@", "a b@example.cn", "lin@example.cn\x00", "l@" + "x" * 300]
)
def test_what_is_no_address_is_nobody(archive: Archive, address: str) -> None:
    assert archive.members.actor_of(address) == VISITOR
    with pytest.raises(InvalidMember, match="不是电子邮箱地址"):
        archive.members.put(address, "reader")


@pytest.mark.parametrize(
    "alike",
    ["ｌin@example.cn", "lin@ｅxample.cn", "lın@example.cn", "\u212ain@example.cn"],
    ids=["full-width", "full-width-domain", "dotless-i", "kelvin"],
)
def test_an_address_that_only_looks_alike_has_no_role(archive: Archive, alike: str) -> None:
    archive.members.put("lin@example.cn", "admin")
    archive.members.put("kin@example.cn", "admin")
    assert archive.members.actor_of(alike).role == "reader"


def test_names_from_a_login_are_made_fit_to_be_kept(archive: Archive) -> None:
    actor = archive.members.actor_of("lin@example.cn", "\x00\ud800林\n晓" + "长" * 100)
    archive.acting_as(actor).saved_searches.save("一", "search", "q=河")
    assert len(actor.name) == 30
    assert archive.saved_searches.all()[0].actor == actor.name


def test_roles_are_changed_removed_and_taken_back(archive: Archive) -> None:
    archive.members.put("lin@example.cn", "admin")
    member = archive.members.put("chen@example.cn", "reader")
    archive.members.put("chen@example.cn", "editor")
    before = archive.revision()
    archive.members.put("CHEN@example.cn", "editor")
    assert archive.revision() == before, "nothing to write"
    archive.members.remove("chen@example.cn")
    assert roles(archive) == {"lin@example.cn": "admin"}
    with pytest.raises(ItemNotFound):
        archive.members.remove("chen@example.cn")
    assert archive.members.undo(member.id)
    assert roles(archive)["chen@example.cn"] == "editor"
    archive.members.undo(member.id)
    assert roles(archive)["chen@example.cn"] == "reader"
    assert archive.members.undo(member.id) is None
    assert roles(archive) == {"lin@example.cn": "admin"}
    changes = archive.history.of_library("member")
    assert {change.actor for change in changes} == {"本机"}


def test_the_only_admin_stays_one(archive: Archive) -> None:
    archive.members.put("chen@example.cn", "editor")
    only = archive.members.put("lin@example.cn", "admin")
    takes: list[Callable[[], object]] = [
        lambda: archive.members.put("lin@example.cn", "editor"),
        lambda: archive.members.remove("lin@example.cn"),
        lambda: archive.members.undo(only.id),
    ]
    for take in takes:
        with pytest.raises(InvalidMember, match="唯一的管理员"):
            take()
        assert roles(archive)["lin@example.cn"] == "admin"
    second = archive.members.put("chen@example.cn", "admin")
    archive.members.remove("lin@example.cn")
    with pytest.raises(InvalidMember, match="唯一的管理员"):
        archive.members.undo(second.id)
    assert roles(archive) == {"chen@example.cn": "admin"}


def test_no_role_and_no_long_address_is_kept(archive: Archive) -> None:
    for role in ("visitor", "king"):
        with pytest.raises(InvalidMember, match="没有这种角色"):
            archive.members.put("lin@example.cn", role)  # type: ignore[arg-type]
    with pytest.raises(InvalidItem, match="太长"):
        archive.members.put("l" * 80 + "@example.cn", "reader")
    assert archive.members.all() == []

# SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
# SPDX-License-Identifier: BSD-3-Clause
"""Tells which identity botocore finds in shared files and an environment.

Argument: a folder. Its file cases.json is an array of objects with "folder" (a home directory),
"variables" (the environment) and "profile" (chosen by the application, or null). Prints a JSON
object: "knows" lists the newer features that this botocore has, "identities" has a text for each
case: "error", "none", or what the identity is. Nothing is sent to anybody; programs are run.
Without an argument, prints "knows" alone.
"""

import json
import os
import pathlib
import sys

import botocore.credentials as credentials
import botocore.session
from botocore.compat import compat_shell_split
from botocore.credentials import Credentials

knows = []
if hasattr(credentials, "LoginProvider"):
    knows.append("login_session")
if hasattr(Credentials("a", "b"), "account_id"):
    knows.append("account")


def other(name):
    return lambda self, *arguments: Credentials(name, "x", method="other")


def load_instance(self):
    disabled = os.environ.get("AWS_EC2_METADATA_DISABLED", "").lower() == "true"
    return None if disabled else Credentials("instance", "x", method="other")


def load_login(self):
    profile = self._load_config().get("profiles", {}).get(self._profile_name, {})
    if "login_session" not in profile:
        return None
    return Credentials("login " + profile["login_session"], "x", method="other")


# What would ask a service, or read the files of the machine, answers with its name.
credentials.ContainerProvider._retrieve_or_fail = other("container")
credentials.InstanceMetadataProvider.load = load_instance
credentials.OriginalEC2Provider.load = lambda self: None
credentials.BotoProvider.load = lambda self: None
if "login_session" in knows:
    credentials.LoginProvider.load = load_login


def session_name(fetcher):
    name = fetcher._assume_kwargs.get("RoleSessionName", "-")
    return "-" if name.startswith("botocore-session-") else name  # that it invented


def described(found, is_source=False):
    fetcher = getattr(getattr(found, "_refresh_using", None), "__self__", None)
    if isinstance(fetcher, credentials.AssumeRoleWithWebIdentityCredentialFetcher):
        path = fetcher._web_identity_token_loader._web_identity_token_path
        return f"web {fetcher._role_arn} {session_name(fetcher)} {pathlib.Path(path).name}"
    if isinstance(fetcher, credentials.AssumeRoleCredentialFetcher):
        external = fetcher._assume_kwargs.get("ExternalId", "-")
        source = described(fetcher._source_credentials, True)
        return f"role {fetcher._role_arn} {session_name(fetcher)} {external} from ({source})"
    if isinstance(fetcher, credentials.SSOCredentialFetcher):
        key = fetcher._sso_session_name or fetcher._start_url
        return f"sso {key} {fetcher._account_id} {fetcher._role_name}"
    if found.method == "other":
        return found.access_key
    account = getattr(found, "account_id", None) or "-"
    if is_source:
        return f"keys {found.access_key} {found.token or '-'}"
    return f"keys {found.access_key} {found.secret_key} {found.token or '-'} {account}"


def identity(case):
    os.environ.clear()
    os.environ.update(case["variables"], HOME=case["folder"])
    try:
        session = botocore.session.Session(profile=case["profile"])
        found = session.get_credentials()
        return described(found) if found else "none"
    except Exception:
        return "error"


result = {"knows": knows}
if len(sys.argv) > 1:
    cases = json.loads((pathlib.Path(sys.argv[1]) / "cases.json").read_text())
    result["identities"] = [identity(case) for case in cases]
    commands = pathlib.Path(sys.argv[1]) / "commands.json"
    if commands.exists():
        def split(command, platform):
            try:
                return compat_shell_split(command, platform)
            except ValueError:
                return None
        result["commands"] = [[split(c, "linux"), split(c, "win32")]
                              for c in json.loads(commands.read_text())]
print(json.dumps(result))

# SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
# SPDX-License-Identifier: BSD-3-Clause
"""Reads pairs of shared files as botocore does.

Arguments: a folder, and the number of its subfolders 0, 1, ... with files "config" and "credentials".
Prints a JSON array. An entry is null if botocore rejects a file. Otherwise it maps kinds of sections
to names of sections to settings; the names of nested settings contain a dot.
"""

import json
import pathlib
import sys

from botocore.configloader import build_profile_map, raw_config_parse
from botocore.exceptions import ConfigParseError


def flat(settings):
    result = {}
    for name, value in settings.items():
        if isinstance(value, dict):
            result[name] = ""
            result.update({f"{name}.{inner}": text for inner, text in value.items()})
        else:
            result[name] = value
    return result


def read(folder):
    config = build_profile_map(raw_config_parse(str(folder / "config")))
    # botocore knows services sections since 1.31.
    services = {name: section for name, section in config.get("services", {}).items()
                if isinstance(section, dict)}
    services |= {key.split()[1]: value for key, value in config.items() if key.startswith("services ")}
    kinds = {"profile": config["profiles"], "sso-session": config["sso_sessions"],
             "services": services}
    kinds = {kind: {name: flat(settings) for name, settings in sections.items()}
             for kind, sections in kinds.items()}
    for name, settings in raw_config_parse(str(folder / "credentials")).items():
        kinds["profile"].setdefault(name, {}).update(flat(settings))
    return kinds


def read_or_null(folder):
    try:
        return read(folder)
    except ConfigParseError:
        return None


root = pathlib.Path(sys.argv[1])
print(json.dumps([read_or_null(root / str(i)) for i in range(int(sys.argv[2]))]))

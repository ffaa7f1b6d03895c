// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

// The numbers of enumerators, which stable.json keeps from version to version: new ones are appended,
// none is ever removed.
//   { enums: { name: [wire texts, in the order of their numbers from 1] }, errorCodes: [names from 0] }
import { clientCodes, unmodelledCodes } from './errors.mjs';
import { codeName } from './naming.mjs';

function append(known, wanted) {
    return [...known, ...wanted.filter(value => !known.includes(value))];
}

export function updateStable(stable, model) {
    const enums = { ...stable.enums };
    for (const { name, wire } of model.enums.values())
        enums[name] = append(enums[name] ?? [], wire);
    const modelled = model.errors.map(error => codeName(error.wire));
    const errorCodes = append(stable.errorCodes ?? ['NoError', 'Unknown'],
        [...modelled, ...Object.keys(unmodelledCodes), ...clientCodes]);
    return {
        enums: Object.fromEntries(Object.entries(enums).sort(([a], [b]) => (a < b ? -1 : 1))),
        errorCodes,
    };
}

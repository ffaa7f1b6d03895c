// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "models/page_p.h"

#include <QtCore/qset.h>

namespace QtDynamoDBPrivate {

QStringList attributeNames(const QList<QDynamoDBItem> &items)
{
    // Names that repeat on a page share their text: each text is looked up once.
    QSet<const QChar *> seenTexts;
    QSet<QString> seen;
    QStringList names;
    for (const QDynamoDBItem &item : items) {
        for (const QDynamoDBItem::Attribute &attribute : item) {
            const QChar *text = attribute.name.constData();
            if (seenTexts.contains(text))
                continue;
            seenTexts.insert(text);
            if (seen.contains(attribute.name))
                continue;
            seen.insert(attribute.name);
            names.append(attribute.name);
        }
    }
    return names;
}

} // namespace QtDynamoDBPrivate

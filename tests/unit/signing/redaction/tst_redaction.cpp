// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "signing/redaction_p.h"

#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;

using Code = QDynamoDBError::Code;

// How secrets are removed from texts.
class tst_Redaction : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hashes();
    void secrets();
};

// A hash in a file name is kept, because the user needs the name; any other long hash may be a
// signature.
void tst_Redaction::hashes()
{
    const QString hash(64, u'a');
    const QString path = "/somewhere/.aws/login/cache/"_L1 + hash + ".json"_L1;
    const QString text = path + u" does not exist"_s;
    QCOMPARE(withoutSecrets(text, QStringList { u"an0ther-s3cret"_s }), text);
    QCOMPARE(withoutSecrets(u"C:\\cache\\"_s + hash, QStringList()), u"C:\\cache\\"_s + hash);
    QCOMPARE(withoutSecrets(u"not "_s + hash + u" but"_s, QStringList()), u"not *** but"_s);
    QCOMPARE(withoutSecrets(u"Signature="_s + hash, QStringList()), u"Signature=***"_s);
}

void tst_Redaction::secrets()
{
    const QString path = "/somewhere/.aws/login/cache/"_L1 + QString(64, u'a') + ".json"_L1;
    QCOMPARE(withoutSecrets(path + u" holds s3cret-token"_s, QStringList { u"s3cret-token"_s }),
             path + u" holds ***"_s);
}

QTEST_GUILESS_MAIN(tst_Redaction)
#include "tst_redaction.moc"

// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "checkpointfile.h"

#include <QtCore/QFile>
#include <QtCore/QJsonDocument>
#include <QtCore/QSaveFile>

using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;

CheckpointFile::CheckpointFile(const QString &fileName, const QJsonObject &subject)
    : m_fileName(fileName)
    , m_subject(subject)
{
}

QDynamoDBError CheckpointFile::load(QJsonObject &checkpoint) const
{
    QFile file(m_fileName);
    if (m_fileName.isEmpty() || !file.exists())
        return {};
    if (!file.open(QIODevice::ReadOnly))
        return QDynamoDBError(Code::Serialization, m_fileName + u": "_s + file.errorString());
    const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
    if (json["subject"_L1].toObject() != m_subject) {
        return QDynamoDBError(
                Code::Validation,
                u"%1 is the checkpoint of another command, table or file. Name another "
                "file, or remove this one to begin anew."_s.arg(m_fileName));
    }
    checkpoint = json["checkpoint"_L1].toObject();
    return {};
}

QDynamoDBError CheckpointFile::save(const QJsonObject &checkpoint) const
{
    if (m_fileName.isEmpty())
        return {};
    QSaveFile file(m_fileName);
    const QByteArray text = QJsonDocument(QJsonObject { { u"subject"_s, m_subject },
                                                        { u"checkpoint"_s, checkpoint } })
                                    .toJson();
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.flush()
        || !file.commit())
        return QDynamoDBError(Code::Serialization, m_fileName + u": "_s + file.errorString());
    return {};
}

void CheckpointFile::remove() const
{
    if (!m_fileName.isEmpty())
        QFile::remove(m_fileName);
}

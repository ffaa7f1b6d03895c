// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef CHECKPOINTFILE_H
#define CHECKPOINTFILE_H

#include <QtDynamoDB/QDynamoDBError>

#include <QtCore/QJsonObject>

// The file of the option --checkpoint: where an earlier run of the same command stopped.
class CheckpointFile
{
public:
    // `subject` identifies the command, its table and its file. Without a name, nothing is saved.
    CheckpointFile(const QString &fileName, const QJsonObject &subject);

    // Returns the checkpoint of an earlier run, empty if there is none.
    [[nodiscard]] QDynamoDBError load(QJsonObject &checkpoint) const;
    [[nodiscard]] QDynamoDBError save(const QJsonObject &checkpoint) const;
    void remove() const;
    [[nodiscard]] QString fileName() const { return m_fileName; }

private:
    QString m_fileName;
    QJsonObject m_subject;
};

#endif

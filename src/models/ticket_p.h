// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef TICKET_P_H
#define TICKET_P_H

#include <memory>

namespace QtDynamoDBPrivate {

// A ticket is valid until its issuer withdraws it or is destroyed. Code that emits a signal takes
// one before, because a receiver may change what the code works on, and stops if the ticket is not
// valid afterwards. So does a step that runs later.
class Ticket
{
public:
    Ticket() = default; // not valid

    [[nodiscard]] bool isValid() const { return !m_token.expired(); }

private:
    friend class TicketIssuer;
    explicit Ticket(const std::weak_ptr<const void> &token)
        : m_token(token)
    {
    }

    std::weak_ptr<const void> m_token;
};

class TicketIssuer
{
public:
    [[nodiscard]] Ticket issue() const { return Ticket(m_token); }
    void withdrawAll() { m_token = makeToken(); }

private:
    [[nodiscard]] static std::shared_ptr<const void> makeToken()
    {
        return std::make_shared<const char>();
    }

    std::shared_ptr<const void> m_token = makeToken();
};

} // namespace QtDynamoDBPrivate

#endif

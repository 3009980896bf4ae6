// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/secretstore.h"

#include <QStringList>

#include <chrono>
#include <memory>

namespace flotilla::store {

enum class SecretPolicy {
    KeychainIfWorks,
    FileOnly, // demo, tests, machines that run without anybody logged in
};

struct OpenedSecretStore
{
    // Shared because a Command hands out copies of its result; in use there is one owner, who wires
    // the program and lets go last.
    std::shared_ptr<SecretStore> store;
    QStringList notices; // sentences for the user: why not the keychain, what was repaired; empty
                         // when all is well
};

inline constexpr std::chrono::milliseconds canaryLimit = std::chrono::seconds(3);

// The place for secrets on this computer. The keychain is taken only after a random value was
// written, read back and compared within `limit`; otherwise secrets go to <folder>/secrets, and the
// notices say why. While that folder still holds secrets from a time without keychain, they stay
// readable beside the keychain.
Command<OpenedSecretStore> openSecretStore(SecretPolicy policy, const QString &folder,
                                           std::chrono::milliseconds limit = canaryLimit);

// The same with a keychain of the caller's, for tests.
Command<OpenedSecretStore> openSecretStore(std::shared_ptr<SecretStore> keychain,
                                           const QString &folder, std::chrono::milliseconds limit);

} // namespace flotilla::store

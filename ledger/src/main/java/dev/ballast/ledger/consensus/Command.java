// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.consensus;

import dev.ballast.ledger.Interlocks;
import dev.ballast.ledger.Limits;
import java.time.Duration;

/** Something to be decided. Commands check what they carry, so a log never holds nonsense. */
public sealed interface Command {

  record PutDocument(String kind, String key, String content, long expected) implements Command {
    public PutDocument {
      Limits.checkDocument(kind, key, content);
    }
  }

  record DeleteDocument(String kind, String key, long expected) implements Command {}

  record Acquire(String name, String owner, Duration lease) implements Command {
    public Acquire {
      Limits.name("lock.name", name);
      Limits.name("lock.owner", owner);
      Limits.lease(lease);
    }
  }

  record Renew(String name, long token, Duration lease) implements Command {
    public Renew {
      Limits.lease(lease);
    }
  }

  record Release(String name, long token) implements Command {}

  record Raise(Interlocks.Kind kind, String subject, String owner, String reason, Duration lease)
      implements Command {
    public Raise {
      Limits.name("interlock.subject", subject);
      Limits.name("interlock.owner", owner);
      Limits.atMost("interlock.reason", reason, Limits.TEXT);
      Limits.lease(lease);
    }
  }

  record RenewInterlock(String id, Duration lease) implements Command {
    public RenewInterlock {
      Limits.lease(lease);
    }
  }

  record Clear(String id) implements Command {}

  record Advance(String resource, String region, long expected) implements Command {
    public Advance {
      Limits.name("epoch.resource", resource);
      Limits.name("epoch.region", region);
    }
  }
}

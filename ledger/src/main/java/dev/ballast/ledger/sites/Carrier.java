// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.sites;

import java.util.Set;

/**
 * Brings states to other sites: late, more than once, in any order, or, while a link is cut, not
 * yet. It may lose some: whoever uses it notices and sends again.
 */
public interface Carrier extends AutoCloseable {

  /** Begins to call the receiver, from any thread. */
  void start(Receiver receiver);

  /** Sends a state on its way; never waits for another site. */
  void publish(String key, byte[] state);

  /** Sites that a connection exists to. */
  Set<String> connected();

  @Override
  void close();

  /** Takes what arrives; never throws. */
  interface Receiver {

    void received(String key, byte[] state);

    /** A site is there, or there again. */
    void joined(String site);
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.sites;

/**
 * One connection to each other site, that is there again within a second of the link. What is sent
 * while there is none is lost, and so may be the last that was sent before a cut.
 */
public interface Line extends AutoCloseable {

  /** For sites that have none: never up. */
  Line NONE =
      new Line() {
        @Override
        public void start(Receiver receiver) {
          // Nothing will come.
        }

        @Override
        public void send(String site, String key, byte[] bytes) {
          // There is no way to it.
        }

        @Override
        public void close() {
          // Nothing is open.
        }
      };

  /** Begins to call the receiver, from any thread. */
  void start(Receiver receiver);

  /** On its way, in order, or lost; never waits for the other site. */
  void send(String site, String key, byte[] bytes);

  @Override
  void close();

  /** Takes what arrives; never throws. */
  interface Receiver {

    /** A connection to the site is there, or there again. */
    void up(String site);

    void received(String site, String key, byte[] bytes);
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.sites;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Lines in this process between sites whose carrier brings nothing; all moves by the test. */
final class Lines {

  @SuppressWarnings("ArrayRecordComponent") // never changed nor compared
  private record Sent(String from, String to, String key, byte[] bytes) {}

  private final Map<String, Line.Receiver> receivers = new TreeMap<>();
  private final Deque<Sent> sent = new ArrayDeque<>();
  private boolean up;
  private int states;

  /** What a site has to be made with. */
  Line of(String name) {
    return new Line() {
      @Override
      public void start(Line.Receiver receiver) {
        receivers.put(name, receiver);
      }

      @Override
      public void send(String site, String key, byte[] bytes) {
        if (up) {
          sent.addLast(new Sent(name, site, key, bytes));
        }
      }

      @Override
      public void close() {
        receivers.remove(name);
      }
    };
  }

  /** A carrier that sends into a cut, and reaches nobody. */
  static Carrier cutOff() {
    return new Carrier() {
      @Override
      public void start(Carrier.Receiver receiver) {
        // Nothing will come.
      }

      @Override
      public void publish(String key, byte[] state) {
        // Lost.
      }

      @Override
      public Set<String> connected() {
        return Set.of();
      }

      @Override
      public void close() {
        // Nothing is open.
      }
    };
  }

  /** Everybody's line to everybody is there. */
  void mend() {
    up = true;
    receivers.forEach(
        (name, receiver) ->
            receivers.keySet().stream().filter(other -> !other.equals(name)).forEach(receiver::up));
    settle();
  }

  void cut() {
    up = false;
    sent.clear();
  }

  void settle() {
    while (!sent.isEmpty()) {
      Sent next = sent.removeFirst();
      states += next.key.startsWith(Site.STATE) ? 1 : 0;
      Line.Receiver receiver = receivers.get(next.to);
      if (receiver != null) {
        receiver.received(next.from, next.key, next.bytes);
      }
    }
  }

  /** How many states went over lines. */
  int states() {
    return states;
  }
}

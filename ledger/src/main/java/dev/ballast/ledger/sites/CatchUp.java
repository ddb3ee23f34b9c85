// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.sites;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Makes two sites equal over their {@link Line} as soon as it is up. Safe for several threads. */
final class CatchUp {

  /*
   * The carrier needs seconds to see that a link is back, and more to send what waited. So each side says over the line what it has, as one
   * digest for each of 256 parts, and is sent the states of those parts that differ: some keys for one that is missing, not all of them
   * (anti-entropy; Demers et al. 1987, the tree of Dynamo with one level). Until the carrier has surely found itself again, the line
   * carries new writes as well: a merge does not mind what comes twice.
   */

  private static final int STANDS_IN_FOR = 10;

  private final SharedStates states;
  private final Carrier carrier;
  private final Line line;
  private final Supplier<byte[]> beat;
  private final Map<String, Integer> standsIn = new ConcurrentHashMap<>();

  CatchUp(SharedStates states, Carrier carrier, Line line, Supplier<byte[]> beat) {
    this.states = states;
    this.carrier = carrier;
    this.line = line;
    this.beat = beat;
  }

  /** A line is there again: both sides do the same. */
  void up(String site) {
    standsIn.put(site, STANDS_IN_FOR);
    line.send(site, Site.BEAT, beat.get());
    compare(site);
  }

  /** Asks a site for whatever it has that is not here. */
  void compare(String site) {
    line.send(site, Site.PARTS, states.parts().bytes());
  }

  /** A site says what it has: what it may lack is sent. */
  void compared(String site, byte[] theirs) {
    Parts parts = Parts.read(theirs);
    if (parts != null) {
      states.ofDiffering(parts).forEach((key, bytes) -> line.send(site, Site.STATE + key, bytes));
    }
  }

  /** A state that has changed here: also to those that the carrier may not reach yet. */
  void published(String key, byte[] state) {
    standsIn.keySet().forEach(site -> line.send(site, Site.STATE + key, state));
  }

  /** Every second. */
  void tick() {
    if (standsIn.isEmpty()) {
      return;
    }
    Set<String> reached = carrier.connected();
    standsIn.replaceAll((_, left) -> Math.max(0, left - 1));
    standsIn.entrySet().removeIf(one -> one.getValue() == 0 && reached.contains(one.getKey()));
  }
}

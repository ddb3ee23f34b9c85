// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.sites;

import dev.ballast.ledger.Documents;
import dev.ballast.ledger.LedgerException;
import dev.ballast.ledger.merge.HybridClock;
import dev.ballast.ledger.merge.Origin;
import dev.ballast.ledger.merge.SkewGate;
import dev.ballast.ledger.merge.Stamp;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One site among others: its shared states, what it hears of the others, and what it does every
 * second so that all have the same in the end.
 */
public final class Site implements AutoCloseable {

  /** Of the states that this version writes. */
  public static final int VERSION = 1;

  private static final Logger log = LoggerFactory.getLogger(Site.class);
  private static final String META = "shared-site";

  /** What keys of the carrier and of the line begin with. */
  static final String STATE = "s/";

  static final String BEAT = "b/";
  static final String PARTS = "p/";

  private static final int DIFFERS_FOR = 3;
  private static final int LONGEST_PAUSE = 64;

  private final String name;
  private final long incarnation;
  private final List<String> others;
  private final Carrier carrier;
  private final Line line;
  private final CatchUp catchUp;
  private final InstantSource clock;
  private final LossBook losses;
  private final Links links;
  private final SharedStates states;
  private final AtomicBoolean somebodyJoined = new AtomicBoolean();
  private final AtomicLong beats = new AtomicLong();
  private int differs;
  private int pause = DIFFERS_FOR;

  /**
   * Goes on with what is on the disk; the carrier and the line are closed with it.
   *
   * @param disk this site's own documents
   * @param others the names of the other sites
   * @param line by which states are compared as soon as a link is back
   */
  public Site(
      String name,
      Collection<String> others,
      Documents disk,
      Carrier carrier,
      Line line,
      InstantSource clock) {
    this.name = name;
    this.others = List.copyOf(others);
    this.carrier = carrier;
    this.line = line;
    this.clock = clock;
    incarnation = nextIncarnation(name, disk, clock);
    losses = new LossBook(disk);
    links = new Links(others, clock, SkewGate.DEFAULT);
    Stamp newest = SharedStates.newest(disk);
    states =
        new SharedStates(
            disk,
            losses,
            new HybridClock(clock, new Origin(name, incarnation), HybridClock.BOUND, newest),
            links::skewed,
            this::publish);
    catchUp = new CatchUp(states, carrier, line, this::beat);
    carrier.start(
        new Carrier.Receiver() {
          @Override
          public void received(String key, byte[] state) {
            take(key, state);
          }

          @Override
          public void joined(String site) {
            somebodyJoined.set(true);
          }
        });
    line.start(
        new Line.Receiver() {
          @Override
          public void up(String site) {
            catchUp.up(site);
          }

          @Override
          public void received(String site, String key, byte[] bytes) {
            if (key.startsWith(PARTS)) {
              catchUp.compared(site, bytes);
            } else {
              take(key, bytes);
            }
          }
        });
    states.publishAll();
  }

  private void publish(String key, byte[] state) {
    carrier.publish(STATE + key, state);
    catchUp.published(key, state);
  }

  /**
   * Above all before it, also when the disk was put back to an older copy: then by the clock. A
   * number that was used twice would make others drop new writes as known.
   */
  private static long nextIncarnation(String name, Documents disk, InstantSource clock) {
    var stored = disk.get(META, name);
    long last = stored.map(one -> Long.parseLong(one.content())).orElse(0L);
    long next = Math.max(last + 1, clock.millis());
    long version = stored.map(Documents.Document::version).orElse(0L);
    if (disk.put(META, name, Long.toString(next), version).isEmpty()) {
      throw new LedgerException("ledger: somebody else starts as site " + name);
    }
    return next;
  }

  public SharedStates states() {
    return states;
  }

  public List<SiteLink> links() {
    return links.all(states.digest());
  }

  /** Writes that were lost by merges, as far as this site was told. */
  public long losses() {
    return losses.count();
  }

  private void take(String key, byte[] state) {
    if (key.startsWith(STATE)) {
      states.received(key.substring(STATE.length()), state);
    } else if (key.startsWith(BEAT)) {
      Beat beat = Beat.read(new String(state, StandardCharsets.UTF_8));
      if (beat != null && !beat.site().equals(name)) {
        links.heard(beat, name);
      }
    }
  }

  /**
   * To be called every second. Says what this site has, tries again what had to wait, and sends
   * everything when a site has joined, or has other states for longer than they could be on their
   * way; then less and less often, as long as that does not help.
   */
  public synchronized void tick() {
    byte[] beat = beat();
    carrier.publish(BEAT + name + "#" + incarnation, beat);
    others.forEach(other -> line.send(other, BEAT, beat));
    catchUp.tick();
    states.retry();
    List<String> differing = links.differing(states.digest());
    differs = differing.isEmpty() ? 0 : differs + 1;
    if (differing.isEmpty()) {
      pause = DIFFERS_FOR;
    }
    if (somebodyJoined.getAndSet(false)) {
      states.publishAll();
    } else if (differs >= pause) {
      log.atInfo()
          .addKeyValue("event", "shared.sent_again")
          .addKeyValue("differing", differing)
          .log("other sites differ for longer than a state is on its way; all is sent again");
      differing.forEach(catchUp::compare);
      states.publishAll();
      differs = 0;
      pause = Math.min(LONGEST_PAUSE, pause * 2);
    }
  }

  private byte[] beat() {
    return new Beat(
            name,
            incarnation,
            beats.incrementAndGet(),
            VERSION,
            clock.millis(),
            states.digest(),
            states.size(),
            links.echoes())
        .text()
        .getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    line.close();
    carrier.close();
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.sites;

import dev.ballast.ledger.merge.SkewGate;
import dev.ballast.ledger.merge.SkewGate.Sample;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is known of the other sites by their beats. Safe for use by several threads. */
final class Links {

  /** A site that is silent for so long is not heard any more. */
  static final Duration SILENCE = Duration.ofSeconds(5);

  private final InstantSource clock;
  private final SkewGate gate;
  private final SortedMap<String, Peer> peers = new TreeMap<>();

  /** One other site. */
  private static final class Peer {
    private @Nullable Beat beat;
    private long arrived;
    private @Nullable Instant heardSince;
    private final ClockSamples samples = new ClockSamples();
  }

  Links(Collection<String> others, InstantSource clock, SkewGate gate) {
    this.clock = clock;
    this.gate = gate;
    others.forEach(site -> peers.put(site, new Peer()));
  }

  /** Takes a beat; an older one than the last, or of a stranger, is of no interest. */
  synchronized void heard(Beat beat, String self) {
    Peer peer = peers.get(beat.site());
    if (peer == null || (peer.beat != null && !isNewer(beat, peer.beat))) {
      return;
    }
    Instant now = clock.instant();
    if (peer.heardSince == null || isSilent(peer, now)) {
      peer.heardSince = now;
    }
    peer.beat = beat;
    peer.arrived = now.toEpochMilli();
    Beat.Heard ours = beat.heard().get(self);
    if (ours != null && peer.arrived >= ours.sent() && beat.sent() >= ours.arrived()) {
      peer.samples.add(
          Sample.of(beat.site(), ours.sent(), ours.arrived(), beat.sent(), peer.arrived), now);
    }
  }

  private static boolean isNewer(Beat beat, Beat last) {
    return beat.incarnation() > last.incarnation()
        || (beat.incarnation() == last.incarnation() && beat.number() > last.number());
  }

  private boolean isSilent(Peer peer, Instant now) {
    return peer.beat == null || now.toEpochMilli() - peer.arrived > SILENCE.toMillis();
  }

  /** For the next beat. */
  synchronized SortedMap<String, Beat.Heard> echoes() {
    SortedMap<String, Beat.Heard> echoes = new TreeMap<>();
    peers.forEach(
        (site, peer) -> {
          if (peer.beat != null) {
            echoes.put(site, new Beat.Heard(peer.beat.sent(), peer.arrived));
          }
        });
    return echoes;
  }

  /** Why the last write must not win against writes of this site; null when it may. */
  synchronized @Nullable String skewed(String site) {
    Peer peer = peers.get(site);
    return peer != null
            && gate.judge(peer.samples.at(clock.instant()))
                instanceof SkewGate.Answer.Refused(Sample _, String why)
        ? why
        : null;
  }

  /** Sites that are heard and whose states differ from these. */
  synchronized List<String> differing(long digest) {
    Instant now = clock.instant();
    List<String> differing = new ArrayList<>();
    peers.forEach(
        (site, peer) -> {
          if (peer.beat != null && !isSilent(peer, now) && peer.beat.digest() != digest) {
            differing.add(site);
          }
        });
    return differing;
  }

  synchronized List<SiteLink> all(long digest) {
    Instant now = clock.instant();
    List<SiteLink> all = new ArrayList<>();
    peers.forEach((site, peer) -> all.add(link(site, peer, digest, now)));
    return all;
  }

  private SiteLink link(String site, Peer peer, long digest, Instant now) {
    Beat beat = peer.beat;
    if (beat == null) {
      return SiteLink.never(site);
    }
    SkewGate.Answer clockAnswer = gate.judge(peer.samples.at(now));
    Sample newest = peer.samples.newest();
    return new SiteLink(
        site,
        isSilent(peer, now) ? SiteLink.State.SILENT : SiteLink.State.HEARD,
        peer.heardSince,
        Instant.ofEpochMilli(peer.arrived),
        newest == null ? null : newest.error(),
        newest == null ? null : newest.offset(),
        clockAnswer,
        beat.version(),
        beat.digest() == digest);
  }
}

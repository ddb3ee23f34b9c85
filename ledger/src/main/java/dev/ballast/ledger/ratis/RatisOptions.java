// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.ratis;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a voter keeps and exchanges what is decided.
 *
 * @param bind the address that it listens on; its port is the one that others are told
 * @param election how long a follower waits for its leader before it stands itself: from half of
 *     this to all of it; at least four round trips between regions
 * @param patience how long a caller waits at most
 * @param inFlight calls that wait at once; more are refused
 * @param snapshotEvery entries between snapshots
 * @param tls null: none, for loopback and networks that are private anyway
 */
public record RatisOptions(
    Path folder,
    String bind,
    Duration election,
    Duration patience,
    int inFlight,
    long snapshotEvery,
    @Nullable PeerTls tls) {

  /** For regions up to 150 ms apart. */
  public static RatisOptions in(Path folder) {
    return new RatisOptions(
        folder, "127.0.0.1", Duration.ofMillis(600), Duration.ofSeconds(5), 256, 10_000, null);
  }

  public RatisOptions {
    if (election.compareTo(Duration.ofMillis(100)) < 0
        || election.compareTo(Duration.ofMinutes(1)) > 0) {
      throw new IllegalArgumentException(
          "election: " + election + " (expected: from 100 ms to a minute)");
    }
    if (patience.compareTo(election) < 0) {
      throw new IllegalArgumentException(
          "patience: " + patience + " (expected: at least the election's " + election + ")");
    }
  }

  public RatisOptions withBind(String value) {
    return new RatisOptions(folder, value, election, patience, inFlight, snapshotEvery, tls);
  }

  public RatisOptions withElection(Duration value) {
    return new RatisOptions(folder, bind, value, patience, inFlight, snapshotEvery, tls);
  }

  public RatisOptions withPatience(Duration value) {
    return new RatisOptions(folder, bind, election, value, inFlight, snapshotEvery, tls);
  }

  public RatisOptions withInFlight(int value) {
    return new RatisOptions(folder, bind, election, patience, value, snapshotEvery, tls);
  }

  public RatisOptions withSnapshotEvery(long value) {
    return new RatisOptions(folder, bind, election, patience, inFlight, value, tls);
  }

  public RatisOptions withTls(@Nullable PeerTls value) {
    return new RatisOptions(folder, bind, election, patience, inFlight, snapshotEvery, value);
  }

  /**
   * Both sides show a certificate, in PEM.
   *
   * @param key PKCS#8
   * @param trusted the authorities that peers' certificates are signed by
   */
  public record PeerTls(Path certificate, Path key, Path trusted) {}
}

// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.ratis;

import java.io.EOFException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.ratis.client.RaftClientRpc;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServerRpc;

/** The connections to other voters, and how they are made anew. */
final class Connections {

  /*
   * A connection that met a cut is retransmitted by TCP in pauses that double, and one that was refused is tried again by gRPC in pauses
   * that grow to two minutes. Ratis asks for votes through both without a thought. A new connection knows of neither.
   */

  private static final long REST_NANOS = Duration.ofSeconds(1).toNanos();

  private final RaftServerRpc server;
  private final RaftClientRpc client;
  private final RaftPeerId self;
  private final Map<RaftPeerId, Long> renewed = new ConcurrentHashMap<>();

  Connections(RaftServerRpc server, RaftClientRpc client, RaftPeerId self) {
    this.server = server;
    this.client = client;
    this.self = self;
  }

  /** Of calls to a voter; at most once a second, since many calls find out at once. */
  void renew(RaftPeerId peer) {
    if (peer.equals(self)) {
      return;
    }
    long now = System.nanoTime();
    Long last = renewed.get(peer);
    if (last != null && now - last < REST_NANOS) {
      return;
    }
    if (last == null ? renewed.putIfAbsent(peer, now) == null : renewed.replace(peer, last, now)) {
      // Closing waits for what is still under way, for seconds.
      Thread.ofVirtual()
          .name("renew-" + peer)
          .start(() -> client.handleException(peer, new EOFException("given up"), true));
    }
  }

  /** A voter that was away is reached again: votes, entries and calls get connections of now. */
  void isBack(String peer) {
    RaftPeerId id = RaftPeerId.valueOf(peer);
    Thread.ofVirtual()
        .name("renew-" + peer)
        .start(() -> server.handleException(id, new EOFException("was away"), true));
    renew(id);
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.ratis;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.ratis.client.RaftClientRpc;
import org.apache.ratis.client.impl.ClientProtoUtils;
import org.apache.ratis.proto.RaftProtos.ReadIndexRequestProto;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroupMemberId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.rpc.CallId;
import org.apache.ratis.server.RaftServerRpc;

/** The connections to other voters, and how they are made anew. */
final class Connections {

  /*
   * A connection that met a cut is retransmitted by TCP in pauses that double, and one that was refused is tried again by gRPC in pauses
   * that grow to two minutes. Ratis asks for votes through both without a thought. A new connection knows of neither. It takes three round
   * trips until the first answer, though, which is as long as a candidate waits for votes: so one is used before an election needs it.
   */

  private static final long REST_NANOS = Duration.ofSeconds(1).toNanos();

  /** Less than what routers and gRPC itself take for idle. */
  private static final long USE_NANOS = Duration.ofSeconds(15).toNanos();

  private final RaftServerRpc server;
  private final RaftClientRpc client;
  private final RaftPeerId self;
  private final RaftGroupMemberId member;
  private final ClientId clientId = ClientId.randomId();
  private final Map<RaftPeerId, Long> renewed = new ConcurrentHashMap<>();
  private final Map<RaftPeerId, Long> used = new ConcurrentHashMap<>();

  Connections(RaftServerRpc server, RaftClientRpc client, RaftGroupMemberId member) {
    this.server = server;
    this.client = client;
    this.self = member.getPeerId();
    this.member = member;
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
    used.remove(id);
    Thread.ofVirtual()
        .name("renew-" + peer)
        .start(() -> server.handleException(id, new EOFException("was away"), true));
    renew(id);
  }

  /**
   * A voter can be connected to: the connection that votes and entries take is there beforehand.
   */
  void isThere(String peer) {
    RaftPeerId id = RaftPeerId.valueOf(peer);
    long now = System.nanoTime();
    Long last = used.get(id);
    if (last != null && now - last < USE_NANOS) {
      return;
    }
    used.put(id, now);
    try {
      // How far may one read? Who does not lead answers so at once; nothing changes anywhere.
      var _ =
          server
              .async()
              .readIndexAsync(question(id))
              .whenComplete(
                  (_, failed) -> {
                    if (failed != null) {
                      used.remove(id, now);
                    }
                  });
    } catch (IOException | RuntimeException _) {
      used.remove(id, now); // The next probe asks again.
    }
  }

  private ReadIndexRequestProto question(RaftPeerId peer) {
    RaftClientRequest read =
        RaftClientRequest.newBuilder()
            .setClientId(clientId)
            .setServerId(peer)
            .setGroupId(member.getGroupId())
            .setCallId(CallId.getAndIncrement())
            .setType(RaftClientRequest.readRequestType())
            .build();
    return ReadIndexRequestProto.newBuilder()
        .setServerRequest(ClientProtoUtils.toRaftRpcRequestProtoBuilder(member, peer))
        .setClientRequest(ClientProtoUtils.toRaftClientRequestProto(read, false))
        .build();
  }
}

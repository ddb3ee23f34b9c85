// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.ratis;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.ratis.client.RaftClientRpc;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.exceptions.AlreadyClosedException;
import org.apache.ratis.protocol.exceptions.RaftException;
import org.apache.ratis.protocol.exceptions.StateMachineException;
import org.apache.ratis.rpc.CallId;
import org.apache.ratis.server.RaftServer;
import org.jspecify.annotations.Nullable;

/** Asks whoever leads, again and again under one number, so that it is done at most once. */
final class Calls {

  /*
   * Ratis' own client learns that its leader is gone by a request that timed out, then guesses the next one. The voter beside us hears
   * from the leader, or misses it, far earlier: a call leaves a leader in the moment in which the voter does.
   */

  private static final Duration LOOK = Duration.ofMillis(10);

  private final RaftServer server;
  private final RaftServer.Division division;
  private final RaftClientRpc wire;
  private final Connections connections;
  private final long attemptNanos;
  private final ClientId client = ClientId.randomId();

  /**
   * @param attempt how long one attempt may take while its leader is still heard
   */
  Calls(
      RaftServer server,
      RaftServer.Division division,
      RaftClientRpc wire,
      Connections connections,
      Duration attempt) {
    this.server = server;
    this.division = division;
    this.wire = wire;
    this.connections = connections;
    this.attemptNanos = attempt.toNanos();
  }

  /** Until there is an answer, or the caller gives up and interrupts. */
  RaftClientReply send(Message message, RaftClientRequest.Type type)
      throws InterruptedException, StateMachineException {
    long number = CallId.getAndIncrement();
    while (true) {
      RaftPeerId leader = division.getInfo().getLeaderId();
      if (leader != null) {
        RaftClientRequest request =
            RaftClientRequest.newBuilder()
                .setClientId(client)
                .setServerId(leader)
                .setGroupId(division.getGroup().getGroupId())
                .setCallId(number)
                .setMessage(message)
                .setType(type)
                .build();
        RaftClientReply reply = attempt(leader, request);
        if (reply != null) {
          return reply;
        }
      }
      Thread.sleep(LOOK);
    }
  }

  /** Null when it has to be sent again. */
  private @Nullable RaftClientReply attempt(RaftPeerId leader, RaftClientRequest request)
      throws InterruptedException, StateMachineException {
    long end = System.nanoTime() + attemptNanos;
    try {
      CompletableFuture<RaftClientReply> reply =
          leader.equals(server.getId())
              ? server.submitClientRequestAsync(request)
              : wire.sendRequestAsyncUnordered(request);
      while (!leftBehind(leader, end)) {
        try {
          RaftClientReply answered = reply.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
          StateMachineException refused = answered.getStateMachineException();
          if (refused != null) {
            throw refused;
          }
          return answered.isSuccess() ? answered : null;
        } catch (TimeoutException _) {
          // It is on its way.
        }
      }
      connections.renew(leader);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof StateMachineException refused) {
        throw refused;
      }
      // A leader that is not ready yet says so once and closes the stream: it is made anew.
      if (!(cause instanceof RaftException) || cause instanceof AlreadyClosedException) {
        connections.renew(leader);
      }
    } catch (StateMachineException refused) {
      throw refused;
    } catch (IOException _) {
      connections.renew(leader);
    }
    return null;
  }

  private boolean leftBehind(RaftPeerId leader, long end) {
    return !leader.equals(division.getInfo().getLeaderId()) || System.nanoTime() - end > 0;
  }
}

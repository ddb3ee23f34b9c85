// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.ratis;

import dev.ballast.ledger.LedgerException;
import dev.ballast.ledger.consensus.Answer;
import dev.ballast.ledger.consensus.Command;
import dev.ballast.ledger.consensus.CpLog;
import dev.ballast.ledger.consensus.Query;
import dev.ballast.ledger.consensus.Standing;
import dev.ballast.ledger.consensus.Wire;
import dev.ballast.ledger.consensus.WireException;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.ratis.client.RaftClient;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.exceptions.StateMachineException;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;

/** One voter and its client. Calls may come from any thread. */
public final class RatisLog implements CpLog {

  /** On top of two elections: a start, or a pause of the garbage collector. */
  private static final Duration SETTLING = Duration.ofSeconds(1);

  private static final String WIRE = WireException.class.getName() + ": ";

  private final Voters voters;
  private final RatisOptions options;
  private final DecisionMachine machine;
  private final RaftServer server;
  private final RaftServer.Division division;
  private final RaftClient client;
  private final Calls calls;
  private final Probe probe;
  private final Leaderless leaderless;
  private final Semaphore places;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private RatisLog(
      Voters voters, RatisOptions options, InstantSource clock, DecisionMachine machine)
      throws IOException {
    this.voters = voters;
    this.options = options;
    this.machine = machine;
    Assembly assembly = new Assembly(voters, options);
    places = new Semaphore(options.inFlight());
    server = assembly.server(machine);
    try {
      server.start();
      division = server.getDivision(assembly.group().getGroupId());
      client = assembly.client();
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
    leaderless = new Leaderless(options.election().multipliedBy(2).plus(SETTLING));
    Connections connections =
        new Connections(server.getServerRpc(), client.getClientRpc(), division.getMemberId());
    calls =
        new Calls(server, division, client.getClientRpc(), connections, assembly.requestTimeout());
    probe = new Probe(voters, clock, connections::isBack, connections::isThere);
  }

  /**
   * Starts the voter; from its disk when it was there before. Returns before a leader is known.
   *
   * @throws LedgerException when the disk or the port refuses, or a newer version wrote the disk
   */
  public static RatisLog open(Voters voters, RatisOptions options, InstantSource clock) {
    DecisionMachine machine = new DecisionMachine(clock);
    try {
      return new RatisLog(voters, options, clock, machine);
    } catch (IOException | RuntimeException e) {
      String broken = machine.broken();
      throw new LedgerException(
          broken == null
              ? "consensus: %s on %s could not start: %s. Fix: free the port, or look at the disk"
                  .formatted(voters.self(), voters.address(), reason(e))
              : "consensus: " + options.folder() + ": " + broken,
          e);
    }
  }

  @Override
  public Answer decide(Command command) {
    byte[] bytes = Wire.command(command);
    return call(message(bytes), true);
  }

  @Override
  public Answer read(Query query) {
    byte[] bytes = Wire.query(query);
    return call(message(bytes), false);
  }

  @Override
  public Answer look(Query query) {
    return machine.look(query);
  }

  DecisionMachine machine() {
    return machine;
  }

  /** For tests of what a newer peer would send. */
  Answer decideRaw(byte[] bytes) {
    return call(message(bytes), true);
  }

  private Answer call(Message message, boolean changes) {
    awaitLeader();
    if (!places.tryAcquire()) {
      throw new LedgerException.Unreachable(
          "consensus: %d calls wait already (expected: at most %d). Nothing was changed. Fix: ask"
                  .formatted(options.inFlight(), options.inFlight())
              + " again later");
    }
    RaftClientRequest.Type type =
        changes ? RaftClientRequest.writeRequestType() : RaftClientRequest.readRequestType();
    Future<RaftClientReply> reply = threads.submit(() -> calls.send(message, type));
    try {
      RaftClientReply answered = reply.get(options.patience().toMillis(), TimeUnit.MILLISECONDS);
      return Wire.readAnswer(answered.getMessage().getContent().toByteArray());
    } catch (TimeoutException e) {
      throw unanswered(changes, e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StateMachineException refused) {
        throw new LedgerException("consensus: refused: " + reason(refused), refused);
      }
      throw unanswered(changes, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unanswered(changes, e);
    } finally {
      reply.cancel(true);
      places.release();
    }
  }

  private LedgerException unanswered(boolean changes, Exception cause) {
    String who =
        "consensus: no answer from the voters within %s ms (%s)"
            .formatted(options.patience().toMillis(), reach());
    return changes
        ? new LedgerException.OutcomeUnknown(
            who + ". It may have been decided or not. Fix: read before you repeat it", cause)
        : new LedgerException.Unreachable(who + ". Fix: restore the links, or ask again");
  }

  /** Where a majority is missing for a while already, nobody waits again to find that out. */
  private void awaitLeader() {
    while (true) {
      DivisionInfo info = division.getInfo();
      if (!info.isAlive()) {
        String broken = machine.broken();
        throw new LedgerException.Unreachable(
            "consensus: the voter %s has stopped%s. Nothing was changed. Fix: see its log, then"
                    .formatted(voters.self(), broken == null ? "" : ": " + broken)
                + " start it again");
      }
      if (leaderless.look(info.getLeaderId() != null)) {
        return;
      }
      if (leaderless.tooLong()) {
        throw new LedgerException.Unreachable(
            "consensus: no majority of %s is reached from %s (expected: %d of %d; %s). Nothing was"
                    .formatted(
                        String.join(", ", voters.addresses().keySet()),
                        voters.self(),
                        voters.majority(),
                        voters.addresses().size(),
                        reach())
                + " changed. Fix: restore the links, or start the voters that are down");
      }
      try {
        Thread.sleep(Duration.ofMillis(5));
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        throw new LedgerException.Unreachable("consensus: interrupted. Nothing was changed");
      }
    }
  }

  /** Who answers and who does not, in words. */
  private String reach() {
    Map<String, Probe.Found> found = new TreeMap<>(probe.found());
    if (voters.addresses().size() == 1) {
      return "the only voter is this one";
    }
    StringBuilder words = new StringBuilder();
    for (String name : voters.addresses().keySet()) {
      if (!name.equals(voters.self())) {
        Probe.Found one = found.get(name);
        words.append(words.isEmpty() ? "" : ", ").append(name).append(' ');
        words.append(
            one == null
                ? "not tried yet"
                : switch (one.reach()) {
                  case UNKNOWN -> "not tried yet";
                  case REACHABLE -> "reachable";
                  case UNREACHABLE -> "unreachable since " + one.since();
                });
      }
    }
    return words.toString();
  }

  @Override
  public Standing standing() {
    return Sight.of(voters, division, probe);
  }

  @Override
  public void close() {
    probe.close();
    threads.shutdownNow();
    try (server;
        client) {
      // Closed in this order: first who asks, then who answers.
    } catch (IOException e) {
      throw new LedgerException("consensus: " + reason(e), e);
    }
  }

  private static Message message(byte[] bytes) {
    return Message.valueOf(ByteString.copyFrom(bytes));
  }

  private static String reason(Throwable e) {
    Throwable deepest = e;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    String said = String.valueOf(deepest.getMessage());
    // Over the wire an exception arrives as its text, with the name of its class in front.
    return said.substring(said.startsWith(WIRE) ? WIRE.length() : 0);
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.ratis;

import dev.ballast.ledger.consensus.Answer;
import dev.ballast.ledger.consensus.Command;
import dev.ballast.ledger.consensus.Decisions;
import dev.ballast.ledger.consensus.Query;
import dev.ballast.ledger.consensus.Snapshot;
import dev.ballast.ledger.consensus.Wire;
import dev.ballast.ledger.consensus.WireException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RaftPeerRole;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.storage.FileInfo;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.StateMachineStorage;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.statemachine.impl.SimpleStateMachineStorage;
import org.apache.ratis.statemachine.impl.SingleFileSnapshotInfo;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.util.LifeCycle;
import org.apache.ratis.util.MD5FileUtil;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets Ratis drive {@link Decisions}: stamps, applies, answers, and keeps snapshots. */
final class DecisionMachine extends BaseStateMachine {

  private static final Logger log = LoggerFactory.getLogger(DecisionMachine.class);

  private final SimpleStateMachineStorage storage = new SimpleStateMachineStorage();
  private final InstantSource clock;
  private Decisions decisions = new Decisions();
  private volatile @Nullable String broken;

  DecisionMachine(InstantSource clock) {
    this.clock = clock;
  }

  /** Why it takes no more commands; null while it does. */
  @Nullable String broken() {
    return broken;
  }

  @Override
  public void initialize(RaftServer server, RaftGroupId group, RaftStorage disk)
      throws IOException {
    getLifeCycle()
        .startAndTransition(
            () -> {
              super.initialize(server, group, disk);
              storage.init(disk);
              reinitialize();
            });
  }

  @Override
  public StateMachineStorage getStateMachineStorage() {
    return storage;
  }

  /** After a start, and after the leader has sent its snapshot. */
  @Override
  public synchronized void reinitialize() throws IOException {
    SingleFileSnapshotInfo newest = storage.loadLatestSnapshot();
    if (newest != null) {
      load(newest);
    }
    if (getLifeCycleState() == LifeCycle.State.PAUSED) {
      getLifeCycle().transition(LifeCycle.State.STARTING);
      getLifeCycle().transition(LifeCycle.State.RUNNING);
    }
  }

  /** While the leader's snapshot replaces what is here. */
  @Override
  public void pause() {
    getLifeCycle().transition(LifeCycle.State.PAUSING);
    getLifeCycle().transition(LifeCycle.State.PAUSED);
  }

  private void load(SingleFileSnapshotInfo newest) throws IOException {
    Path file = newest.getFile().getPath();
    MD5FileUtil.verifySavedMD5(file.toFile(), newest.getFile().getFileDigest());
    try {
      restore(Snapshot.read(Files.readAllBytes(file)));
    } catch (WireException e) {
      broken = "snapshot " + file.getFileName() + ": " + e.getMessage();
      throw new IOException(broken, e);
    }
    setLastAppliedTermIndex(SimpleStateMachineStorage.getTermIndexFromSnapshotFile(file.toFile()));
  }

  @Override
  public long takeSnapshot() throws IOException {
    TermIndex applied;
    byte[] bytes;
    synchronized (this) {
      applied = getLastAppliedTermIndex();
      bytes = Snapshot.of(decisions);
    }
    Path file = storage.getSnapshotFile(applied.getTerm(), applied.getIndex()).toPath();
    Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
    Files.write(unfinished, bytes);
    try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    FileInfo info = new FileInfo(file, MD5FileUtil.computeAndSaveMd5ForFile(file.toFile()));
    storage.updateLatestSnapshot(new SingleFileSnapshotInfo(info, applied));
    return applied.getIndex();
  }

  /** On the leader only: what enters the log can be read by this version, and has its time. */
  @Override
  public TransactionContext startTransaction(RaftClientRequest request) {
    TransactionContext.Builder transaction =
        TransactionContext.newBuilder()
            .setStateMachine(this)
            .setServerRole(RaftPeerRole.LEADER)
            .setClientRequest(request);
    try {
      Command command = Wire.readCommand(request.getMessage().getContent().toByteArray());
      byte[] stamped = Wire.stamped(new Wire.Stamped(command, clock.instant()));
      return transaction.setLogData(ByteString.copyFrom(stamped)).build();
    } catch (WireException e) {
      return transaction.setLogData(ByteString.EMPTY).build().setException(e);
    }
  }

  /** Throws, which stops this voter, when it cannot read what the others have decided. */
  @Override
  public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
    LogEntryProto entry = transaction.getLogEntry();
    Wire.Stamped stamped;
    try {
      stamped = Wire.readStamped(entry.getStateMachineLogEntry().getLogData().toByteArray());
    } catch (WireException e) {
      broken = "entry " + entry.getIndex() + " of the log: " + e.getMessage();
      log.atError()
          .setCause(e)
          .addKeyValue("event", "consensus.stopped")
          .addKeyValue("entry", entry.getIndex())
          .log("this voter cannot read what the others have decided; it stops");
      throw e;
    }
    Answer answer;
    synchronized (this) {
      answer = decisions.decide(stamped.command(), stamped.at());
      updateLastAppliedTermIndex(entry.getTerm(), entry.getIndex());
    }
    return CompletableFuture.completedFuture(message(answer));
  }

  @Override
  public CompletableFuture<Message> query(Message request) {
    try {
      return CompletableFuture.completedFuture(
          message(look(Wire.readQuery(request.getContent().toByteArray()))));
    } catch (WireException e) {
      return CompletableFuture.failedFuture(new IOException("query: " + e.getMessage(), e));
    }
  }

  synchronized void restore(Decisions restored) {
    decisions = restored;
  }

  synchronized Answer look(Query query) {
    return decisions.answer(query, clock.instant());
  }

  private static Message message(Answer answer) {
    return Message.valueOf(ByteString.copyFrom(Wire.answer(answer)));
  }
}

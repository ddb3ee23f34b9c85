// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.keda;

import dev.ballast.server.auth.Denied;
import dev.ballast.telemetry.query.QueryException;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers that go on: each stream gets the first at once and another when it changes. */
final class ScalerStreams implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ScalerStreams.class);
  private static final int MOST = 200;

  private final List<Open<?>> open = new CopyOnWriteArrayList<>();
  private boolean closed;

  /** A stream with the last message that was sent; owned by whoever holds its monitor. */
  private static final class Open<T> {
    private final Question question;
    private final Function<Question, T> answer;
    private final StreamObserver<T> observer;
    private final Runnable admission;
    private @Nullable T last;

    Open(
        Question question,
        Function<Question, T> answer,
        StreamObserver<T> observer,
        Runnable admission) {
      this.question = question;
      this.answer = answer;
      this.observer = observer;
      this.admission = admission;
    }

    /** A token may have been taken back since the stream was opened. */
    void admit() {
      admission.run();
    }

    /** Without data nothing is said: what was said last still holds. */
    synchronized void look() {
      T now;
      try {
        now = answer.apply(question);
      } catch (Forecasts.NoData | QueryException e) {
        return;
      }
      if (!now.equals(last)) {
        last = now;
        observer.onNext(now);
      }
    }

    /** One that has ended already is no reason to leave the others. */
    synchronized void end(Status status) {
      try {
        observer.onError(status.asRuntimeException());
      } catch (RuntimeException e) {
        log.atDebug().setCause(e).addKeyValue("event", "keda.stream_gone").log("it had ended");
      }
    }
  }

  int size() {
    return open.size();
  }

  /**
   * Opens a stream; its first message waits for data if there is none.
   *
   * @param admission throws {@link Denied} when the caller may not listen any more
   */
  <T> void add(
      Question question,
      Function<Question, T> answer,
      StreamObserver<T> observer,
      Runnable admission) {
    Open<T> stream = new Open<>(question, answer, observer, admission);
    synchronized (this) {
      if (closed) {
        throw Status.UNAVAILABLE.withDescription("the server is stopping").asRuntimeException();
      }
      if (open.size() >= MOST) {
        throw Status.RESOURCE_EXHAUSTED
            .withDescription("streams: " + MOST + " are open (expected: fewer). Fix: use polling")
            .asRuntimeException();
      }
      open.add(stream);
    }
    if (observer instanceof ServerCallStreamObserver<T> call) {
      call.setOnCancelHandler(() -> open.remove(stream));
    }
    try {
      stream.look();
    } catch (RuntimeException e) {
      open.remove(stream);
      throw e;
    }
  }

  /** Looks whether anything has changed, for those who still may know. */
  void tick() {
    List<Open<?>> broken = new ArrayList<>();
    for (Open<?> stream : open) {
      try {
        stream.admit();
        stream.look();
      } catch (Denied denied) {
        broken.add(stream);
        stream.end(KedaScaler.status(denied).getStatus());
      } catch (RuntimeException e) {
        broken.add(stream);
        stream.end(Status.INTERNAL.withDescription("the stream broke; open it again"));
      }
    }
    open.removeAll(broken);
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    for (Open<?> stream : open) {
      stream.end(Status.UNAVAILABLE.withDescription("the server is stopping"));
    }
    open.clear();
  }
}

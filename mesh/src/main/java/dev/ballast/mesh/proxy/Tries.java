// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.proxy;

import dev.ballast.mesh.telemetry.Flag;
import dev.ballast.mesh.time.Deadline;
import dev.ballast.mesh.upstream.Lane;
import dev.ballast.mesh.upstream.UpstreamFailure;
import dev.ballast.mesh.upstream.UpstreamSink;
import dev.ballast.mesh.upstream.UpstreamStream;
import dev.ballast.model.mesh.Retry;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints' side of an exchange: one try after the other, until one answers or there is no use
 * in trying. Its deadline is that of the try, and from the response's head on that of the exchange.
 */
final class Tries extends Deadline implements UpstreamSink {

  private final Worker worker;
  private final Exchange exchange;
  private final Client client;
  private final Call call;
  private final RequestBody body;
  private final Retries retries;
  private @Nullable Try current;
  private long endsAt = Long.MAX_VALUE;
  private long hash;

  Tries(Worker worker, Exchange exchange, Client client, Call call, RequestBody body) {
    this.worker = worker;
    this.exchange = exchange;
    this.client = client;
    this.call = call;
    this.body = body;
    this.retries = new Retries(worker, call, body);
  }

  /** From here on the time of the whole exchange runs. */
  void limitTime(RoutePlan route) {
    long timeout = route.route().timeout().toNanos();
    endsAt = timeout == 0 ? Long.MAX_VALUE : call.startedAt + timeout;
    armUntil(endsAt);
  }

  private void armUntil(long at) {
    if (at != Long.MAX_VALUE) {
      worker.deadlines().arm(this, at);
    } else {
      worker.deadlines().disarm(this);
    }
  }

  /** Makes the first try. */
  void begin(VersionPlan version, long hashOfRequest) {
    hash = hashOfRequest;
    retries.announce();
    tryAt(version.choose(hash, worker.now(), null));
  }

  private void tryAt(@Nullable Lane lane) {
    if (lane == null) {
      exchange.refuse(503, Flag.NO_HEALTHY_UPSTREAM, "no usable endpoint of " + call.destination());
      return;
    }
    long now = worker.now();
    call.attempts++;
    call.endpoint = lane.id();
    long perTry = retries.rules().perTry().toNanos();
    armUntil(perTry == 0 ? endsAt : Math.min(endsAt, now + perTry));
    current = new Try(this, lane, call, now);
    lane.acquire(this);
  }

  @Override
  public void onStream(UpstreamStream stream) {
    tried().stream = stream;
    stream.write(call.request);
    body.writeTo(stream);
    stream.flush();
    client.read(stream.writable());
  }

  /** Whether an endpoint has the request, or is asked for a connection. */
  boolean underWay() {
    return current != null;
  }

  /** There is more of the body. */
  void onRequestContent() {
    UpstreamStream stream = current == null ? null : current.stream;
    if (stream != null) {
      body.writeTo(stream);
      if (body.whole()) {
        stream.flush();
      } else if (!stream.writable()) {
        client.read(false);
      }
    } else if (body.waitsTooMuch()) {
      client.read(false);
    }
  }

  /** There is no more of the body for now. */
  void onRequestPause() {
    if (current != null && current.stream != null && !body.whole()) {
      current.stream.flush();
    }
  }

  @Override
  public void onWritability(boolean writable) {
    client.read(writable);
  }

  @Override
  public void onHead(HttpResponse head) {
    int code = head.status().code();
    tried().answered(code, worker.now());
    if (code >= 500 && retry(reasonOf(code), body.whole())) {
      return;
    }
    armUntil(endsAt);
    exchange.onHead(head);
  }

  private Retry.Reason reasonOf(int code) {
    boolean gateway =
        Try.isGatewayError(code) && retries.rules().on().contains(Retry.Reason.GATEWAY_ERROR);
    return gateway ? Retry.Reason.GATEWAY_ERROR : Retry.Reason.SERVER_ERROR;
  }

  @Override
  public void onContent(HttpContent content) {
    exchange.onContent(content);
  }

  @Override
  public void onPause() {
    exchange.onPause();
  }

  @Override
  public void onFailure(UpstreamFailure failure) {
    tried().failed(failure, worker.now());
    if (exchange.answering()) {
      exchange.breakOff(Flag.UPSTREAM_CLOSED);
    } else if (!retryAfter(failure)) {
      exchange.refuse(
          Replies.statusOf(failure), Replies.flagOf(failure), Replies.textOf(failure, call));
    }
  }

  private boolean retryAfter(UpstreamFailure failure) {
    return switch (failure) {
      case CONNECT -> retry(Retry.Reason.CONNECT_FAILURE, false);
      case RESET -> retry(Retry.Reason.RESET, false);
      case OVERFLOW, MALFORMED -> false;
    };
  }

  /** Gives the try up and makes another one, if that is allowed. */
  private boolean retry(Retry.Reason reason, boolean connectionIsGood) {
    if (!retries.allow(reason)) {
      return false;
    }
    Lane failed = tried().lane;
    release(connectionIsGood);
    body.rewind();
    tryAt(retries.another(hash, failed, reason));
    return true;
  }

  @Override
  protected void expired() {
    if (exchange.triesNoMore()) {
      exchange.onTimeOver();
      return;
    }
    tried().timedOut(worker.now());
    boolean timeLeft = endsAt == Long.MAX_VALUE || worker.now() - endsAt < 0;
    if (!timeLeft || !retry(Retry.Reason.PER_TRY_TIMEOUT, false)) {
      exchange.refuse(
          504, Flag.UPSTREAM_TIMEOUT, "no response of " + call.destination() + " in time");
    }
  }

  /** Lets the endpoint wait, or go on, with its response. */
  void pause(boolean pause) {
    if (current != null && current.stream != null) {
      current.stream.read(!pause);
    }
  }

  /** Lets go of the endpoint. */
  void release(boolean reusable) {
    Try last = current;
    current = null;
    if (last != null) {
      last.release(reusable);
    }
  }

  void end(boolean reusable) {
    release(reusable);
    worker.deadlines().disarm(this);
  }

  private Try tried() {
    if (current == null) {
      throw new IllegalStateException("an answer without a try");
    }
    return current;
  }
}

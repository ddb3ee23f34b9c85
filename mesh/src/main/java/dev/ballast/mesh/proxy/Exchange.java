// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.proxy;

import dev.ballast.mesh.gate.FaultDecision;
import dev.ballast.mesh.policy.GradientLimit;
import dev.ballast.mesh.telemetry.Flag;
import dev.ballast.mesh.time.Deadline;
import dev.ballast.mesh.upstream.Lane;
import dev.ballast.mesh.upstream.UpstreamFailure;
import dev.ballast.mesh.upstream.UpstreamSink;
import dev.ballast.mesh.upstream.UpstreamStream;
import dev.ballast.model.mesh.Retry;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One request from its head to the end of its response, over as many tries as it takes. Lives on
 * one event loop; bodies pass through in pieces, and whichever side is slower slows the other.
 */
final class Exchange extends Deadline implements UpstreamSink {

  private enum Stage {
    /** A fault may hold the request back. */
    GATE,
    /** An endpoint is being found, or has the request. */
    TRYING,
    /** A fault holds the response back. */
    HELD,
    /** The head of the response is on its way to the client. */
    ANSWERING,
    OVER
  }

  private final Worker worker;
  private final Client client;
  private final Call call;
  private final RequestBody body;
  private final HeldContent held = new HeldContent();
  private final TraceMemory traces;
  private final RetryMark mark;
  private Stage stage = Stage.GATE;
  private @Nullable Try current;
  private long endsAt = Long.MAX_VALUE;
  private long hash;
  private boolean setCookie;
  private boolean dropped;
  private @Nullable GradientLimit entered;
  private @Nullable MirrorCall mirror;

  Exchange(Worker worker, Client client, Call call) {
    this.worker = worker;
    this.client = client;
    this.call = call;
    this.body = new RequestBody(call.request);
    this.traces = worker.plan().traces();
    this.mark = worker.plan().mark();
  }

  void start() {
    call.trace().of(call.request.headers(), worker.plan().sampling(), worker.random());
    call.traceState = traces.passes(call);
    gateRequest(worker.faults().onRequest(call));
  }

  private void gateRequest(FaultDecision decision) {
    switch (decision) {
      case FaultDecision.Pass _ -> admit();
      case FaultDecision.Delay(long nanos, FaultDecision then) -> {
        call.flag = Flag.DELAY_INJECTED;
        later(nanos, () -> gateRequest(then));
      }
      case FaultDecision.Abort abort -> abort(abort);
      case FaultDecision.Drop _ -> drop(call.port.service().route(call.request));
      case FaultDecision.Reset _ -> reset();
    }
  }

  private void admit() {
    var shared = call.port.service().policies();
    var bucket = shared.bucket();
    if (bucket != null && !bucket.tryTake(worker.now())) {
      refuse(429, Flag.RATE_LIMITED, "too many requests for " + call.destination());
      return;
    }
    if (shared.limit() != null && !shared.limit().tryEnter()) {
      refuse(503, Flag.UPSTREAM_OVERFLOW, call.destination() + " has too many under way");
      return;
    }
    entered = shared.limit();
    RoutePlan route = call.port.service().route(call.request);
    if (route == null) {
      refuse(404, Flag.NO_ROUTE, "no route of " + call.destination() + " matches");
      return;
    }
    call.route = route;
    body.rules(route.route().retry());
    VersionPlan version = Choice.version(route, call.request);
    call.version = version;
    setCookie = Choice.wantsCookie(route, call.request, version);
    hash = Choice.hash(call.port.service().service().policies().balancing(), call.request, client);
    shared.retries().request(call.startedAt);
    limitTime(route);
    Heads.toEndpoint(call.request, call.port);
    copyFor(route);
    call.above = mark.read(call.request.headers());
    if (call.above == RetryMark.Above.NOBODY && body.kept() && rules().repeatsWhatWasSent()) {
      mark.claim(call.request.headers());
    }
    stage = Stage.TRYING;
    tryAt(version.choose(hash, worker.now(), null));
  }

  private void copyFor(RoutePlan route) {
    if (route.mirror() != null
        && worker.random().nextDouble() < route.route().mirror().share().value()) {
      mirror = new MirrorCall(worker, call.request, route.mirror());
    }
  }

  private void limitTime(RoutePlan route) {
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

  private void tryAt(@Nullable Lane lane) {
    if (lane == null) {
      refuse(503, Flag.NO_HEALTHY_UPSTREAM, "no usable endpoint of " + call.destination());
      return;
    }
    long now = worker.now();
    call.attempts++;
    call.endpoint = lane.id();
    long perTry = rules().perTry().toNanos();
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

  /** A piece of the request's body; takes over its reference. */
  void onRequestContent(HttpContent content) {
    call.requestBytes += content.content().readableBytes();
    if (stage == Stage.OVER || (stage == Stage.ANSWERING && current == null)) {
      body.ignore(content);
      return;
    }
    if (mirror != null) {
      mirror.add(content);
    }
    body.add(content);
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

  /** The client has sent what it has for now. */
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
    call.status = code;
    call.grpcStatus = Heads.grpcStatus(head, call.grpcStatus); // Of a head that is also the end.
    gateResponse(worker.faults().onResponse(call, code), head);
  }

  private Retry.Reason reasonOf(int code) {
    boolean gateway = Try.isGatewayError(code) && rules().on().contains(Retry.Reason.GATEWAY_ERROR);
    return gateway ? Retry.Reason.GATEWAY_ERROR : Retry.Reason.SERVER_ERROR;
  }

  private void gateResponse(FaultDecision decision, HttpResponse head) {
    switch (decision) {
      case FaultDecision.Pass _ -> sendHead(head);
      case FaultDecision.Delay(long nanos, FaultDecision then) -> {
        call.flag = Flag.DELAY_INJECTED;
        stage = Stage.HELD;
        pauseUpstream(true);
        later(nanos, () -> gateResponse(then, head));
      }
      case FaultDecision.Abort abort -> abort(abort);
      case FaultDecision.Drop _ -> drop(call.routeOrThrow());
      case FaultDecision.Reset _ -> reset();
    }
  }

  private void sendHead(HttpResponse head) {
    boolean wasHeld = stage == Stage.HELD;
    stage = Stage.ANSWERING;
    Heads.toClient(head);
    if (setCookie) {
      Choice.addCookie(head, call.routeOrThrow(), call.version());
    }
    client.write(head);
    if (wasHeld) {
      pauseUpstream(false);
      held.passTo(this::onContent);
      client.flush();
    }
  }

  @Override
  public void onContent(HttpContent content) {
    if (stage == Stage.HELD) {
      held.add(content);
      return;
    }
    if (stage != Stage.ANSWERING) {
      content.release();
      return;
    }
    call.responseBytes += content.content().readableBytes();
    if (content instanceof LastHttpContent last) {
      call.grpcStatus = Heads.grpcStatus(last, call.grpcStatus);
      client.write(content);
      client.flush();
      end(true);
      client.done(body.whole());
      return;
    }
    client.write(content);
    if (!client.writable()) {
      pauseUpstream(true);
    }
  }

  @Override
  public void onPause() {
    if (stage == Stage.ANSWERING) {
      client.flush();
    }
  }

  /** Whether the client takes more has changed. */
  void onClientWritability(boolean writable) {
    if (stage == Stage.ANSWERING) {
      pauseUpstream(!writable);
    }
  }

  private void pauseUpstream(boolean pause) {
    if (current != null && current.stream != null) {
      current.stream.read(!pause);
    }
  }

  @Override
  public void onFailure(UpstreamFailure failure) {
    tried().failed(failure, worker.now());
    if (stage == Stage.ANSWERING || stage == Stage.HELD) {
      breakOff(Flag.UPSTREAM_CLOSED);
    } else if (!retryAfter(failure)) {
      refuse(Replies.statusOf(failure), Replies.flagOf(failure), Replies.textOf(failure, call));
    }
  }

  private boolean retryAfter(UpstreamFailure failure) {
    return switch (failure) {
      case CONNECT -> retry(Retry.Reason.CONNECT_FAILURE, false);
      case RESET -> retry(Retry.Reason.RESET, false);
      case OVERFLOW, MALFORMED -> false;
    };
  }

  /** Gives the try up and makes another one, if that is wanted, safe and paid for. */
  private boolean retry(Retry.Reason reason, boolean connectionIsGood) {
    if (rules().attempts() == 1 || !rules().on().contains(reason)) {
      return false;
    }
    boolean sent = reason != Retry.Reason.CONNECT_FAILURE;
    boolean dealtWith = sent && dealtWithElsewhere();
    traces.failed(call);
    if (dealtWith || call.attempts >= rules().attempts() || !body.repeatable()) {
      return false;
    }
    if (sent && !call.port.service().policies().retries().tryRetry(worker.now())) {
      call.flag = Flag.RETRY_LIMIT;
      return false;
    }
    Lane failed = tried().lane;
    release(connectionIsGood);
    body.rewind();
    if (sent) {
      RetryMark.repeat(call.request.headers());
    }
    tryAt(another(failed, reason));
    return true;
  }

  /**
   * Whether another mesh tries again, or we did further down. What was never sent is no load: it is
   * not asked of it, and the budget does not pay for it. Under a mesh that would repeat the whole
   * chain, a few failures are still mended where they happen, for a service on the way may not hand
   * them on as failures.
   */
  private boolean dealtWithElsewhere() {
    var retries = call.port.service().policies().retries();
    retries.failed(worker.now());
    return switch (call.above) {
      case NOBODY, OURSELVES -> traces.dealtWithBelow(call);
      case ANOTHER -> traces.dealtWithBelow(call) || !retries.fewFail(worker.now());
      case REPEATED -> true;
    };
  }

  /** The last try of what an endpoint did not answer at all leaves that endpoint's region. */
  private @Nullable Lane another(Lane failed, Retry.Reason reason) {
    boolean answered = reason == Retry.Reason.GATEWAY_ERROR || reason == Retry.Reason.SERVER_ERROR;
    boolean last = call.attempts + 1 >= rules().attempts();
    VersionPlan version = call.versionOrThrow();
    return last && !answered
        ? version.elsewhere(hash, worker.now(), failed)
        : version.choose(hash, worker.now(), failed);
  }

  @Override
  protected void expired() {
    if (dropped || stage == Stage.ANSWERING || stage == Stage.HELD) {
      breakOff(dropped ? Flag.FAULT_INJECTED : Flag.UPSTREAM_TIMEOUT);
      return;
    }
    tried().timedOut(worker.now());
    boolean timeLeft = endsAt == Long.MAX_VALUE || worker.now() - endsAt < 0;
    if (!timeLeft || !retry(Retry.Reason.PER_TRY_TIMEOUT, false)) {
      refuse(504, Flag.UPSTREAM_TIMEOUT, "no response of " + call.destination() + " in time");
    }
  }

  /** The client is gone. */
  void onClientGone() {
    if (stage != Stage.OVER) {
      call.flag = Flag.DOWNSTREAM_CLOSED;
      end(false);
    }
  }

  /** The client's request broke a rule, or stopped in the middle of its body. */
  void onClientFault(int code, String text) {
    if (stage == Stage.ANSWERING || stage == Stage.HELD) {
      breakOff(Flag.DOWNSTREAM_PROTOCOL_ERROR);
    } else if (stage != Stage.OVER) {
      refuse(code, Flag.DOWNSTREAM_PROTOCOL_ERROR, text);
    }
  }

  private void drop(@Nullable RoutePlan route) {
    dropped = true;
    release(false);
    if (route != null) {
      limitTime(route);
    }
  }

  private void reset() {
    call.flag = Flag.FAULT_INJECTED;
    end(false);
    client.reset();
  }

  private void breakOff(Flag why) {
    call.flag = why;
    end(false);
    client.breakOff();
  }

  private void abort(FaultDecision.Abort abort) {
    call.flag = Flag.FAULT_INJECTED;
    answer(Replies.of(abort));
  }

  private void refuse(int code, Flag why, String text) {
    if (call.flag != Flag.RETRY_LIMIT) {
      call.flag = why;
    }
    answer(Replies.problem(code, text, call));
  }

  private void answer(Reply reply) {
    release(false);
    call.status = reply.head().status().code();
    call.grpcStatus = Heads.grpcStatus(reply.head(), call.grpcStatus);
    call.responseBytes = reply.content().content().readableBytes();
    client.write(reply.head());
    client.write(reply.content());
    client.flush();
    end(false);
    client.done(body.whole());
  }

  private void end(boolean whole) {
    stage = Stage.OVER;
    release(whole && body.whole());
    worker.deadlines().disarm(this);
    body.drop();
    held.passTo(HttpContent::release);
    call.endedAt = worker.now();
    if (mirror != null) {
      mirror.giveUp();
    }
    if (entered != null) {
      entered.left(call.flag == Flag.NONE ? call.durationNanos() : 0);
    }
    worker.observer().ended(call);
  }

  /** Lets go of the endpoint. */
  private void release(boolean reusable) {
    Try last = current;
    current = null;
    if (last != null) {
      last.release(reusable);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // What is over by then does nothing.
  private void later(long nanos, Runnable next) {
    var loop = worker.loop().loop();
    loop.schedule(() -> unlessOver(next), nanos, TimeUnit.NANOSECONDS);
  }

  private void unlessOver(Runnable next) {
    if (stage != Stage.OVER) {
      next.run();
    }
  }

  private Try tried() {
    if (current == null) {
      throw new IllegalStateException("an answer without a try");
    }
    return current;
  }

  private Retry rules() {
    return call.routeOrThrow().route().retry();
  }
}

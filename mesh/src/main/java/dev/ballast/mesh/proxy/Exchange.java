// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.proxy;

import dev.ballast.mesh.gate.FaultDecision;
import dev.ballast.mesh.telemetry.Flag;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One request from its head to the end of its response: what the client, faults and telemetry see
 * of it; {@link Tries} is its other half. Lives on one event loop; bodies pass through in pieces,
 * and whichever side is slower slows the other.
 */
final class Exchange {

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
  private final Admission admission;
  private final RequestBody body;
  private final Tries tries;
  private final HeldContent held = new HeldContent();
  private Stage stage = Stage.GATE;
  private boolean setCookie;
  private boolean dropped;
  private @Nullable MirrorCall mirror;

  Exchange(Worker worker, Client client, Call call) {
    this.worker = worker;
    this.client = client;
    this.call = call;
    this.admission = new Admission(call);
    this.body = new RequestBody(call.request);
    this.tries = new Tries(worker, this, client, call, body);
  }

  void start() {
    call.trace().of(call.request.headers(), worker.plan().sampling(), worker.random());
    call.traceState = worker.plan().traces().passes(call);
    gate(worker.faults().onRequest(call), null);
  }

  /**
   * Does what faults have decided.
   *
   * @param head of the response; null while it is the request that may be held back
   */
  private void gate(FaultDecision decision, @Nullable HttpResponse head) {
    switch (decision) {
      case FaultDecision.Pass _ -> {
        if (head == null) {
          admit();
        } else {
          sendHead(head);
        }
      }
      case FaultDecision.Delay(long nanos, FaultDecision then) -> {
        call.flag = Flag.DELAY_INJECTED;
        if (head != null) {
          stage = Stage.HELD;
          tries.pause(true);
        }
        later(nanos, () -> gate(then, head));
      }
      case FaultDecision.Abort abort -> abort(abort);
      case FaultDecision.Drop _ -> drop();
      case FaultDecision.Reset _ -> reset();
    }
  }

  private void admit() {
    Refusal refusal = admission.enter(worker.now());
    if (refusal != null) {
      refuse(refusal.status(), refusal.why(), refusal.text());
      return;
    }
    ServicePlan service = call.port.service();
    RoutePlan route = call.routeOrThrow();
    body.rules(route.route().retry());
    VersionPlan selected = service.selected(call.request);
    VersionPlan version = selected == null ? Choice.version(route, call.request) : selected;
    call.version = version;
    setCookie = selected == null && Choice.wantsCookie(route, call.request, version);
    service.policies().retries().request(call.startedAt);
    tries.limitTime(route);
    Heads.toEndpoint(call.request, call.port);
    copyFor(route);
    stage = Stage.TRYING;
    tries.begin(
        version, Choice.hash(service.service().policies().balancing(), call.request, client));
  }

  private void copyFor(RoutePlan route) {
    if (route.mirror() != null
        && worker.random().nextDouble() < route.route().mirror().share().value()) {
      mirror = new MirrorCall(worker, call, route.mirror());
    }
  }

  /** A piece of the request's body; takes over its reference. */
  void onRequestContent(HttpContent content) {
    call.requestBytes += content.content().readableBytes();
    if (stage == Stage.OVER || (stage == Stage.ANSWERING && !tries.underWay())) {
      body.ignore(content);
      return;
    }
    if (mirror != null) {
      mirror.add(content);
    }
    body.add(content);
    tries.onRequestContent();
  }

  /** The client has sent what it has for now. */
  void onRequestPause() {
    tries.onRequestPause();
  }

  /** An endpoint's answer that nobody wants to try again. */
  void onHead(HttpResponse head) {
    call.status = head.status().code();
    call.grpcStatus = Heads.grpcStatus(head, call.grpcStatus); // Of a head that is also the end.
    gate(worker.faults().onResponse(call, call.status), head);
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
      tries.pause(false);
      held.passTo(this::onContent);
      client.flush();
    }
  }

  /** A piece of the response's body; takes over its reference. */
  void onContent(HttpContent content) {
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
      tries.pause(true);
    }
  }

  /** The endpoint has sent what it has for now. */
  void onPause() {
    if (stage == Stage.ANSWERING) {
      client.flush();
    }
  }

  /** Whether the client takes more has changed. */
  void onClientWritability(boolean writable) {
    if (stage == Stage.ANSWERING) {
      tries.pause(!writable);
    }
  }

  /** Whether an endpoint's response has begun. */
  boolean answering() {
    return stage == Stage.ANSWERING || stage == Stage.HELD;
  }

  /** Whether no other try could help any more. */
  boolean triesNoMore() {
    return dropped || answering();
  }

  void onTimeOver() {
    breakOff(dropped ? Flag.FAULT_INJECTED : Flag.UPSTREAM_TIMEOUT);
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
    if (answering()) {
      breakOff(Flag.DOWNSTREAM_PROTOCOL_ERROR);
    } else if (stage != Stage.OVER) {
      refuse(code, Flag.DOWNSTREAM_PROTOCOL_ERROR, text);
    }
  }

  /** Nothing is done with it, until its time is over. */
  private void drop() {
    dropped = true;
    tries.release(false);
    RoutePlan route = call.route == null ? call.port.service().route(call.request) : call.route;
    if (route != null) {
      tries.limitTime(route);
    }
  }

  private void reset() {
    call.flag = Flag.FAULT_INJECTED;
    end(false);
    client.reset();
  }

  /** Ends what has begun and cannot be completed. */
  void breakOff(Flag why) {
    call.flag = why;
    end(false);
    client.breakOff();
  }

  private void abort(FaultDecision.Abort abort) {
    call.flag = Flag.FAULT_INJECTED;
    answer(Replies.of(abort));
  }

  /** Gives an answer of our own. */
  void refuse(int code, Flag why, String text) {
    if (call.flag != Flag.RETRY_LIMIT) {
      call.flag = why;
    }
    answer(Replies.problem(code, text, call));
  }

  private void answer(Reply reply) {
    tries.release(false);
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
    tries.end(whole && body.whole());
    body.drop();
    held.passTo(HttpContent::release);
    call.endedAt = worker.now();
    if (mirror != null) {
      mirror.giveUp();
    }
    admission.leave();
    worker.observer().ended(call);
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
}

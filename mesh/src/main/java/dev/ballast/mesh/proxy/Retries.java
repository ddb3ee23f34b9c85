// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.proxy;

import dev.ballast.mesh.policy.RetryAllowance;
import dev.ballast.mesh.telemetry.Flag;
import dev.ballast.mesh.upstream.Lane;
import dev.ballast.model.mesh.Retry;
import org.jspecify.annotations.Nullable;

/** Whether a try that failed is followed by another one, and where. */
final class Retries {

  private final Worker worker;
  private final Call call;
  private final RequestBody body;
  private final TraceMemory traces;
  private final RetryMark mark;
  private RetryMark.Above above = RetryMark.Above.NOBODY;

  Retries(Worker worker, Call call, RequestBody body) {
    this.worker = worker;
    this.call = call;
    this.body = body;
    this.traces = worker.plan().traces();
    this.mark = worker.plan().mark();
  }

  Retry rules() {
    return call.routeOrThrow().route().retry();
  }

  /** Reads what meshes above say, and tells those below what we would do. */
  void announce() {
    above = mark.read(call.request.headers());
    if (above == RetryMark.Above.NOBODY && body.kept() && rules().repeatsWhatWasSent()) {
      mark.claim(call.request.headers());
    }
  }

  /** Whether another try is wanted, safe and paid for; it is noted as made. */
  boolean allow(Retry.Reason reason) {
    if (rules().attempts() == 1 || !rules().on().contains(reason)) {
      return false;
    }
    boolean sent = reason != Retry.Reason.CONNECT_FAILURE;
    boolean dealtWith = sent && dealtWithElsewhere();
    traces.failed(call);
    if (dealtWith || call.attempts >= rules().attempts() || !body.repeatable()) {
      return false;
    }
    if (!sent) {
      return true;
    }
    if (!allowance().tryRetry(worker.now())) {
      call.flag = Flag.RETRY_LIMIT;
      return false;
    }
    RetryMark.repeat(call.request.headers());
    return true;
  }

  /**
   * Whether another mesh tries again, or we did further down. What was never sent is no load: it is
   * not asked of it, and the budget does not pay for it. Under a mesh that would repeat the whole
   * chain, a few failures are still mended where they happen, for a service on the way may not hand
   * them on as failures.
   */
  private boolean dealtWithElsewhere() {
    allowance().failed(worker.now());
    return switch (above) {
      case NOBODY, OURSELVES -> traces.dealtWithBelow(call);
      case ANOTHER -> traces.dealtWithBelow(call) || !allowance().fewFail(worker.now());
      case REPEATED -> true;
    };
  }

  private RetryAllowance allowance() {
    return call.port.service().policies().retries();
  }

  /** The last try of what an endpoint did not answer at all leaves that endpoint's region. */
  @Nullable Lane another(long hash, Lane failed, Retry.Reason reason) {
    boolean answered = reason == Retry.Reason.GATEWAY_ERROR || reason == Retry.Reason.SERVER_ERROR;
    boolean last = call.attempts + 1 >= rules().attempts();
    VersionPlan version = call.versionOrThrow();
    return last && !answered
        ? version.elsewhere(hash, worker.now(), failed)
        : version.choose(hash, worker.now(), failed);
  }
}

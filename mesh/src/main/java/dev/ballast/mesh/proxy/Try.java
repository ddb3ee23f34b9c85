// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.proxy;

import dev.ballast.mesh.upstream.Lane;
import dev.ballast.mesh.upstream.UpstreamFailure;
import dev.ballast.mesh.upstream.UpstreamSink;
import dev.ballast.mesh.upstream.UpstreamStream;
import org.jspecify.annotations.Nullable;

/** One try of a request at one endpoint, and what it says about that endpoint: once. */
final class Try {

  final Lane lane;
  @Nullable UpstreamStream stream;
  private final UpstreamSink sink;
  private final Call call;
  private final long startedAt;
  private boolean judged;

  Try(UpstreamSink sink, Lane lane, Call call, long startedAt) {
    this.sink = sink;
    this.lane = lane;
    this.call = call;
    this.startedAt = startedAt;
  }

  static boolean isGatewayError(int status) {
    return status == 502 || status == 503 || status == 504;
  }

  void answered(int status, long now) {
    lane.latency().observe(now, now - startedAt);
    judge(status < 500, isGatewayError(status), now);
  }

  void failed(UpstreamFailure failure, long now) {
    stream = null;
    if (failure != UpstreamFailure.OVERFLOW) {
      judge(false, true, now);
    }
  }

  void timedOut(long now) {
    lane.latency().observe(now, now - startedAt);
    judge(false, true, now);
  }

  private void judge(boolean good, boolean gateway, long now) {
    if (judged) {
      return;
    }
    judged = true;
    lane.breaker().ended(now, good);
    var outlier = call.port.service().service().policies().outlier();
    if (good) {
      lane.health().succeeded();
    } else if (gateway || !outlier.gatewayOnly()) {
      VersionPlan version = call.versionOrThrow();
      if (lane.health().failed(now, outlier, version.cap())) {
        version.refresh(now);
      }
    }
  }

  /** Lets go of the endpoint. */
  void release(boolean reusable) {
    if (!judged) {
      judged = true;
      lane.breaker().forgotten();
    }
    if (stream != null) {
      stream.finish(reusable);
      stream = null;
    }
    lane.released(sink);
  }
}

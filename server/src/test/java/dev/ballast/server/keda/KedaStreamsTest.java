// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.keda;

import static dev.ballast.server.keda.ScalerClient.code;
import static dev.ballast.server.keda.ScalerClient.metadata;
import static dev.ballast.server.keda.ScalerClient.next;
import static dev.ballast.server.keda.ScalerClient.only;
import static dev.ballast.server.keda.ScalerClient.ref;
import static dev.ballast.server.keda.ScalerClient.result;
import static dev.ballast.server.keda.ScalerClient.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DynamicMessage;
import dev.ballast.server.auth.Role;
import dev.ballast.server.auth.TokenStore;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is pushed to those who keep a stream open. */
final class KedaStreamsTest {

  private final ScalerRig rig = new ScalerRig(true);
  private final ScalerClient client = rig.client;

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void endsTheStreamOfATokenThatIsTakenBack() throws InterruptedException {
    try (var locked = new ScalerRig(false)) {
      TokenStore.Created kept = locked.tokens.create("kept", Role.VIEWER);
      TokenStore.Created lost = locked.tokens.create("lost", Role.VIEWER);
      BlockingQueue<Object> ends =
          locked.client.stream("StreamMetricSpec", with("tokenFromEnv", lost.secret()));
      BlockingQueue<Object> stays =
          locked.client.stream("StreamMetricSpec", with("tokenFromEnv", kept.secret()));
      next(ends);
      next(stays);
      locked.scaler.tick();
      assertThat(ends).isEmpty();
      locked.tokens.revoke(lost.token().id());
      locked.scaler.tick();
      assertThat(code(next(ends))).isEqualTo(Status.Code.UNAUTHENTICATED);
      assertThat(stays).isEmpty();
      assertThat(locked.meter.prometheusText()).contains("ballast_keda_streams 1");
    }
  }

  @Test
  void pushesActivityWhenItChanges() throws InterruptedException {
    rig.load.become(at -> 1);
    BlockingQueue<Object> got = client.stream("StreamIsActive", with("activation", "50"));
    assertThat(result(got)).isFalse();
    rig.load.become(at -> 100);
    rig.clock.advance(Duration.ofSeconds(20));
    rig.scaler.tick();
    assertThat(result(got)).isTrue();
    rig.scaler.tick();
    rig.load.become(at -> Double.NaN);
    rig.clock.advance(Duration.ofSeconds(20));
    rig.scaler.tick();
    assertThat(got).as("nothing new, and no data is no news").isEmpty();
  }

  @Test
  void pushesTheSpecAtOnceAndOnlyOnce() throws InterruptedException {
    BlockingQueue<Object> got = client.stream("StreamMetricSpec", metadata());
    DynamicMessage spec = only((DynamicMessage) next(got), "metricSpecs");
    assertThat(spec).isEqualTo(only(client.ask("GetMetricSpec", ref(metadata())), "metricSpecs"));
    rig.scaler.tick();
    assertThat(got).isEmpty();
  }

  @Test
  void refusesTooManyStreamsAndForgetsThoseThatEnd() throws InterruptedException {
    for (int i = 0; i < 200; i++) {
      assertThat(next(client.stream("StreamMetricSpec", metadata())))
          .isInstanceOf(DynamicMessage.class);
    }
    assertThat(code(next(client.stream("StreamMetricSpec", metadata()))))
        .isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(rig.meter.prometheusText()).contains("ballast_keda_streams 200");
  }

  @Test
  void endsStreamsWhenItStops() throws InterruptedException {
    BlockingQueue<Object> got = client.stream("StreamMetricSpec", metadata());
    next(got);
    rig.scaler.close();
    assertThat(code(next(got))).isEqualTo(Status.Code.UNAVAILABLE);
  }
}

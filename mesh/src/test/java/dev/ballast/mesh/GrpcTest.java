// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.mesh.time.Ticker;
import dev.ballast.model.mesh.Mesh;
import dev.ballast.model.mesh.MeshService;
import dev.ballast.model.mesh.Policies;
import dev.ballast.model.mesh.Protocol;
import dev.ballast.model.mesh.Split;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** gRPC's own client and server (on a Netty that is not ours), with the mesh between them. */
final class GrpcTest {

  private static final long PATIENCE_SECONDS = 30;

  private static MeshProcess mesh(GrpcBackend... backends) throws PortInUseException {
    int[] ports = java.util.Arrays.stream(backends).mapToInt(GrpcBackend::port).toArray();
    MeshService plain =
        Meshes.service(
            Policies.DEFAULT,
            List.of(Meshes.route(Split.allTo("v1"))),
            Meshes.version("v1", ports));
    Mesh mesh =
        Meshes.mesh(
            new MeshService(
                plain.name(),
                Protocol.GRPC,
                plain.listeners(),
                plain.versions(),
                plain.routes(),
                plain.policies(),
                plain.upstreamTls()));
    return MeshProcess.start(mesh, Ticker.SYSTEM, 1);
  }

  /** A client with one connection. */
  private static final class Client implements AutoCloseable {
    final ManagedChannel channel;

    Client(MeshProcess mesh) {
      int port = Meshes.portOf(mesh);
      channel = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    }

    String call(MethodDescriptor<String, String> method, String request) {
      return ClientCalls.blockingUnaryCall(channel, method, patient(), request);
    }

    static CallOptions patient() {
      return CallOptions.DEFAULT.withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws InterruptedException {
      channel.shutdownNow().awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }

  @Test
  void carriesCallsOfOneMessage() throws Exception {
    try (GrpcBackend backend = new GrpcBackend("a");
        MeshProcess mesh = mesh(backend);
        Client client = new Client(mesh)) {
      assertThat(client.call(GrpcBackend.ECHO, "hello")).isEqualTo("a:hello");
      String big = "y".repeat(1_000_000);
      assertThat(client.call(GrpcBackend.ECHO, big)).isEqualTo("a:" + big);
    }
  }

  @Test
  void carriesStreamsOfAServerWithTheirTrailers() throws Exception {
    AtomicReference<Metadata> headers = new AtomicReference<>();
    AtomicReference<Metadata> trailers = new AtomicReference<>();
    try (GrpcBackend backend = new GrpcBackend("a");
        MeshProcess mesh = mesh(backend);
        Client client = new Client(mesh)) {
      var channel =
          io.grpc.ClientInterceptors.intercept(
              client.channel, MetadataUtils.newCaptureMetadataInterceptor(headers, trailers));
      List<String> got = new ArrayList<>();
      ClientCalls.blockingServerStreamingCall(channel, GrpcBackend.COUNT, Client.patient(), "1000")
          .forEachRemaining(got::add);
      assertThat(got).isEqualTo(IntStream.range(0, 1000).mapToObj(Integer::toString).toList());
      assertThat(trailers.get().get(GrpcBackend.SEEN)).isEqualTo("a");
    }
  }

  @Test
  void passesTheStatusAndItsTextOn() throws Exception {
    try (GrpcBackend backend = new GrpcBackend("a");
        MeshProcess mesh = mesh(backend);
        Client client = new Client(mesh)) {
      assertThatThrownBy(() -> client.call(GrpcBackend.FAIL, "no such order"))
          .isInstanceOfSatisfying(
              StatusRuntimeException.class,
              e -> {
                assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
                assertThat(e.getStatus().getDescription()).isEqualTo("no such order");
                assertThat(Objects.requireNonNull(e.getTrailers()).get(GrpcBackend.SEEN))
                    .isEqualTo("a");
              });
      assertThat(Admin.get(mesh, "/metrics").body())
          .containsPattern(
              "istio_requests_total\\{.*request_protocol=\"grpc\",response_code=\"200\",grpc_response_status=\"9\".*\\}"
                  + " 1");
    }
  }

  @Test
  void passesMetadataOnInBothDirections() throws Exception {
    Metadata sent = new Metadata();
    sent.put(GrpcBackend.WORD, "x-y");
    sent.put(GrpcBackend.BYTES, new byte[] {0, 1, (byte) 0xff});
    AtomicReference<Metadata> headers = new AtomicReference<>();
    AtomicReference<Metadata> trailers = new AtomicReference<>();
    try (GrpcBackend backend = new GrpcBackend("a");
        MeshProcess mesh = mesh(backend);
        Client client = new Client(mesh)) {
      var channel =
          io.grpc.ClientInterceptors.intercept(
              client.channel,
              MetadataUtils.newCaptureMetadataInterceptor(headers, trailers),
              MetadataUtils.newAttachHeadersInterceptor(sent));
      ClientCalls.blockingUnaryCall(channel, GrpcBackend.ECHO, Client.patient(), "m");
      assertThat(headers.get().get(GrpcBackend.WORD)).isEqualTo("x-y");
      assertThat(headers.get().get(GrpcBackend.BYTES)).isEqualTo(new byte[] {0, 1, (byte) 0xff});
      assertThat(trailers.get().get(GrpcBackend.SEEN)).isEqualTo("a");
    }
  }

  @Test
  void aDeadlineReachesTheServerAndItsEndCancelsTheCallThere() throws Exception {
    try (GrpcBackend backend = new GrpcBackend("a");
        MeshProcess mesh = mesh(backend);
        Client client = new Client(mesh)) {
      client.call(GrpcBackend.ECHO, "so that the connections are there");
      CallOptions soon = CallOptions.DEFAULT.withDeadlineAfter(500, TimeUnit.MILLISECONDS);
      assertThatThrownBy(
              () -> ClientCalls.blockingUnaryCall(client.channel, GrpcBackend.HANG, soon, "never"))
          .isInstanceOfSatisfying(
              StatusRuntimeException.class,
              e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED));
      Await.until(() -> backend.cancelled.get() == 1);
      assertThat(backend.deadlineMillis.get()).isBetween(1L, 500L);
    }
  }

  @Test
  void callsOfOneConnectionAreSpreadOverBackends() throws Exception {
    try (GrpcBackend one = new GrpcBackend("a");
        GrpcBackend two = new GrpcBackend("b");
        MeshProcess mesh = mesh(one, two);
        Client client = new Client(mesh)) {
      for (int i = 0; i < 200; i++) {
        client.call(GrpcBackend.ECHO, "m");
      }
      assertThat(mesh.plane().connections()).isEqualTo(1);
      assertThat(one.calls.get() + two.calls.get()).isEqualTo(200);
      assertThat(one.calls.get()).isBetween(60, 140);
    }
  }

  @Test
  void saysUnavailableWhereNobodyListens() throws Exception {
    MeshService plain =
        Meshes.service(
            Policies.DEFAULT,
            List.of(Meshes.route(Split.allTo("v1"))),
            Meshes.version("v1", Meshes.NOBODY));
    Mesh nobody =
        Meshes.mesh(
            new MeshService(
                plain.name(),
                Protocol.GRPC,
                plain.listeners(),
                plain.versions(),
                plain.routes(),
                plain.policies(),
                plain.upstreamTls()));
    try (MeshProcess mesh = MeshProcess.start(nobody, Ticker.SYSTEM, 1);
        Client client = new Client(mesh)) {
      assertThatThrownBy(() -> client.call(GrpcBackend.ECHO, "m"))
          .isInstanceOfSatisfying(
              StatusRuntimeException.class,
              e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE));
    }
  }
}

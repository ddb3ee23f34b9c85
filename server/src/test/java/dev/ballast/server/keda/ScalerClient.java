// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.keda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DynamicMessage;
import com.linecorp.armeria.client.grpc.GrpcClientOptions;
import com.linecorp.armeria.client.grpc.GrpcClientStubFactory;
import com.linecorp.armeria.client.grpc.GrpcClients;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A gRPC client that is made from the public protocol, as KEDA is one. */
final class ScalerClient implements AutoCloseable {

  static final PublicProtocol PROTOCOL = PublicProtocol.read();

  private final Channel channel;
  private final List<ClientCall<?, ?>> calls = new ArrayList<>();

  ScalerClient(String url) {
    channel = channel(url);
  }

  static Map<String, String> metadata() {
    return Map.of(
        "scalerAddress", "ballast:7700",
        "query", "sum(rate(requests_total[1m]))",
        "horizon", "5m",
        "season", "1d",
        "target", "62.5");
  }

  static Map<String, String> with(String key, String value) {
    Map<String, String> more = new TreeMap<>(metadata());
    more.put(key, value);
    return more;
  }

  static DynamicMessage ref(Map<String, String> metadata) {
    var type = PROTOCOL.type("ScaledObjectRef");
    var field = type.findFieldByName("scalerMetadata");
    DynamicMessage.Builder ref =
        DynamicMessage.newBuilder(type).setField(type.findFieldByName("name"), "orders");
    metadata.forEach(
        (key, value) ->
            ref.addRepeatedField(
                field,
                DynamicMessage.newBuilder(field.getMessageType())
                    .setField(field.getMessageType().findFieldByName("key"), key)
                    .setField(field.getMessageType().findFieldByName("value"), value)
                    .build()));
    return ref.build();
  }

  static DynamicMessage request(Map<String, String> metadata) {
    var type = PROTOCOL.type("GetMetricsRequest");
    return DynamicMessage.newBuilder(type)
        .setField(type.findFieldByName("scaledObjectRef"), ref(metadata))
        .setField(type.findFieldByName("metricName"), "ballast-forecast")
        .build();
  }

  double value(Map<String, String> metadata) {
    DynamicMessage metric = only(ask("GetMetrics", request(metadata)), "metricValues");
    double value = (double) field(metric, "metricValueFloat");
    assertThat(field(metric, "metricValue")).isEqualTo((long) Math.ceil(value));
    return value;
  }

  boolean active(Map<String, String> metadata) {
    return (boolean) field(ask("IsActive", ref(metadata)), "result");
  }

  DynamicMessage ask(String method, DynamicMessage question) {
    return ClientCalls.blockingUnaryCall(
        channel, PROTOCOL.method(method), CallOptions.DEFAULT, question);
  }

  DynamicMessage first(
      MethodDescriptor<DynamicMessage, DynamicMessage> method, DynamicMessage question) {
    return ClientCalls.blockingServerStreamingCall(channel, method, CallOptions.DEFAULT, question)
        .next();
  }

  Status refused(String method, DynamicMessage question) {
    StatusRuntimeException[] caught = new StatusRuntimeException[1];
    assertThatThrownBy(() -> ask(method, question))
        .isInstanceOfSatisfying(StatusRuntimeException.class, e -> caught[0] = e);
    return caught[0].getStatus();
  }

  BlockingQueue<Object> stream(String method, Map<String, String> metadata) {
    BlockingQueue<Object> got = new LinkedBlockingQueue<>();
    ClientCall<DynamicMessage, DynamicMessage> call =
        channel.newCall(PROTOCOL.method(method), CallOptions.DEFAULT);
    calls.add(call);
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onMessage(DynamicMessage message) {
            got.add(message);
          }

          @Override
          public void onClose(Status status, Metadata trailers) {
            got.add(status);
          }
        },
        new Metadata());
    call.request(100);
    call.sendMessage(ref(metadata));
    call.halfClose();
    return got;
  }

  static Object next(BlockingQueue<Object> got) throws InterruptedException {
    Object next = got.poll(20, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing came within 20 s");
    }
    return next;
  }

  static boolean result(BlockingQueue<Object> got) throws InterruptedException {
    return (boolean) field((DynamicMessage) next(got), "result");
  }

  static Status.Code code(Object status) {
    return ((Status) status).getCode();
  }

  static Object field(DynamicMessage message, String name) {
    return message.getField(message.getDescriptorForType().findFieldByName(name));
  }

  static DynamicMessage only(DynamicMessage message, String list) {
    List<?> items = (List<?>) field(message, list);
    assertThat(items).hasSize(1);
    return (DynamicMessage) items.getFirst();
  }

  /** What Armeria wants of a client type: here the bare channel. */
  record Bare(Channel channel) {}

  private static Channel channel(String url) {
    GrpcClientStubFactory factory =
        new GrpcClientStubFactory() {
          @Override
          public ServiceDescriptor findServiceDescriptor(Class<?> type) {
            ServiceDescriptor.Builder builder =
                ServiceDescriptor.newBuilder("externalscaler.ExternalScaler");
            PROTOCOL.methods().values().forEach(builder::addMethod);
            return builder.build();
          }

          @Override
          public Object newClientStub(Class<?> type, Channel bare) {
            return new Bare(bare);
          }
        };
    return GrpcClients.builder(url)
        .useMethodMarshaller(true)
        .responseTimeout(Duration.ofSeconds(30))
        .option(GrpcClientOptions.GRPC_CLIENT_STUB_FACTORY.newValue(factory))
        .build(Bare.class)
        .channel();
  }

  @Override
  public void close() {
    calls.forEach(call -> call.cancel("the test is over", null));
  }
}

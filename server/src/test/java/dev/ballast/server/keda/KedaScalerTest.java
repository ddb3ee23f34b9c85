// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.keda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DynamicMessage;
import com.linecorp.armeria.client.grpc.GrpcClientOptions;
import com.linecorp.armeria.client.grpc.GrpcClientStubFactory;
import com.linecorp.armeria.client.grpc.GrpcClients;
import dev.ballast.ledger.memory.MemoryLedger;
import dev.ballast.server.auth.Gatekeeper;
import dev.ballast.server.auth.Role;
import dev.ballast.server.auth.TokenStore;
import dev.ballast.server.config.PromqlChecker;
import dev.ballast.server.http.HttpServer;
import dev.ballast.telemetry.meter.Meter;
import dev.ballast.telemetry.query.QueryException;
import dev.ballast.testkit.FakeClock;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A gRPC client that is made from the public protocol asks the scaler over loopback. */
final class KedaScalerTest {

  private static final PublicProtocol PROTOCOL = PublicProtocol.read();
  private static final Instant MONDAY = Instant.parse("2026-01-05T00:00:00Z");

  private final FakeClock clock = FakeClock.at(MONDAY.plus(Duration.ofHours(8)));
  private final FakeLoad load = new FakeLoad(KedaScalerTest::opening);
  private final Meter meter = new Meter();
  private final List<ClientCall<?, ?>> calls = new ArrayList<>();
  private TokenStore tokens;
  private KedaScaler scaler;
  private HttpServer server;
  private Channel channel;

  @BeforeEach
  void start() {
    serve(true);
  }

  @AfterEach
  void stop() {
    calls.forEach(call -> call.cancel("the test is over", null));
    scaler.close();
    server.close();
  }

  private void serve(boolean loopback) {
    tokens = new TokenStore(new MemoryLedger(clock).documents(), clock);
    Gatekeeper gatekeeper = new Gatekeeper(tokens, loopback, reason -> {});
    scaler = new KedaScaler(this::source, new PromqlChecker(), gatekeeper, meter, clock);
    server =
        HttpServer.start(new HttpServer.Address("127.0.0.1", 0, null), List.of(), scaler::bind);
    channel = channel("http://127.0.0.1:" + server.port(0));
  }

  private dev.ballast.telemetry.query.MetricQuery source(String name) {
    if (!name.isEmpty()) {
      throw new QueryException(
          QueryException.Kind.BAD_DATA, "dataSource: " + name + " (expected: a known DataSource)");
    }
    return load;
  }

  /** 100 at night, 1,000 between nine and five. */
  private static double opening(Instant at) {
    long hour = at.getEpochSecond() / 3600 % 24;
    return hour >= 9 && hour < 17 ? 1000 : 100;
  }

  @Test
  void speaksAllCallsOfTheProtocol() {
    assertThat(PROTOCOL.methods().keySet())
        .containsExactly(
            "GetMetricSpec", "GetMetrics", "IsActive", "StreamIsActive", "StreamMetricSpec");
    for (MethodDescriptor<DynamicMessage, DynamicMessage> method : PROTOCOL.methods().values()) {
      DynamicMessage question =
          method.getFullMethodName().endsWith("GetMetrics") ? request(metadata()) : ref(metadata());
      assertThat(first(method, question)).as(method.getFullMethodName()).isNotNull();
    }
  }

  @Test
  void saysHowMuchOneReplicaIsToHave() {
    DynamicMessage spec = only(ask("GetMetricSpec", ref(metadata())), "metricSpecs");
    assertThat(field(spec, "metricName")).isEqualTo("ballast-forecast");
    assertThat(field(spec, "targetSizeFloat")).isEqualTo(62.5);
    assertThat(field(spec, "targetSize")).isEqualTo(63L);
  }

  @Test
  void asksForTheMorningBeforeItComes() {
    assertThat(value(metadata())).isBetween(100.0, 250.0);
    clock.moveTo(MONDAY.plus(Duration.ofMinutes(8 * 60 + 57)));
    assertThat(value(metadata())).as("in five minutes it is nine").isBetween(900.0, 1200.0);
  }

  @Test
  void neverAsksForLessThanThereIsNow() {
    clock.moveTo(MONDAY.plus(Duration.ofHours(12)));
    load.become(at -> at.isBefore(clock.instant()) ? opening(at) : 5000);
    assertThat(value(metadata())).isGreaterThanOrEqualTo(5000);
  }

  @Test
  void isActiveAboveTheActivation() {
    load.become(at -> 3);
    assertThat(active(with("activation", "2"))).isTrue();
    assertThat(active(with("activation", "9"))).isFalse();
  }

  @Test
  void servesTheLoadOfNowWhileThereIsLittleToLearnFrom() {
    Instant born = clock.instant().minus(Duration.ofHours(2));
    load.become(at -> at.isBefore(born) ? Double.NaN : 77);
    assertThat(value(metadata())).isEqualTo(77);
    assertThat(meter.prometheusText()).contains("ballast_keda_answers_total{basis=\"current\"} 1");
  }

  @Test
  void answersNoNumberWithoutData() {
    load.become(at -> Double.NaN);
    assertThat(refused("GetMetrics", request(metadata())).getCode())
        .isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(refused("IsActive", ref(metadata())).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    load.become(at -> Double.POSITIVE_INFINITY);
    clock.advance(Duration.ofMinutes(1));
    assertThat(refused("GetMetrics", request(metadata())).getCode())
        .isEqualTo(Status.Code.UNAVAILABLE);
  }

  @Test
  void saysWhenTheBackendIsNotThere() {
    load.fail(new QueryException(QueryException.Kind.UNAVAILABLE, "cannot connect"));
    Status status = refused("GetMetrics", request(metadata()));
    assertThat(status.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(status.getDescription()).isEqualTo("cannot connect");
  }

  @Test
  void listsEveryProblemOfTheMetadata() {
    Map<String, String> bad =
        Map.of(
            "scalerAddress", "ballast:7700",
            "query", "sum(rate(",
            "quantil", "0.9",
            "horizon", "soon",
            "quantile", "1.5",
            "season", "25m",
            "target", "-3",
            "activation", "NaN",
            "metricName", "No Spaces");
    Status status = refused("GetMetricSpec", ref(bad));
    assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(said(status).lines())
        .hasSize(8)
        .anyMatch(l -> l.startsWith("metadata.quantil: unknown key") && l.endsWith("quantile"))
        .anyMatch(l -> l.startsWith("metadata.query: "))
        .anyMatch(l -> l.startsWith("metadata.horizon: \"soon\" (expected: a duration such as"))
        .contains("metadata.quantile: \"1.5\" (expected: a number between 0 and 1, both excluded)")
        .contains("metadata.season: 25m (expected: a multiple of step)")
        .contains("metadata.target: \"-3\" (expected: a number above 0)")
        .contains("metadata.activation: \"NaN\" (expected: a number >= 0)")
        .anyMatch(l -> l.startsWith("metadata.metricName: \"No Spaces\""));
    assertThat(said(refused("IsActive", ref(Map.of()))).lines())
        .hasSize(2)
        .anyMatch(l -> l.startsWith("metadata.query: missing"))
        .anyMatch(l -> l.startsWith("metadata.target: missing"));
  }

  @Test
  void refusesQueriesThatAreNotOneNumber() {
    load.answersWithSeries(3);
    Status status = refused("GetMetrics", request(metadata()));
    assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(status.getDescription()).isEqualTo("query: 3 series (expected: one). Fix: sum(…)");
    assertThat(refused("IsActive", ref(with("dataSource", "nowhere"))).getDescription())
        .isEqualTo("dataSource: nowhere (expected: a known DataSource)");
  }

  @Test
  void refusesAnotherMetric() {
    DynamicMessage other =
        DynamicMessage.newBuilder(request(metadata()))
            .setField(PROTOCOL.type("GetMetricsRequest").findFieldByName("metricName"), "cpu")
            .build();
    assertThat(refused("GetMetrics", other).getDescription())
        .isEqualTo("metricName: \"cpu\" (expected: \"ballast-forecast\")");
  }

  @Test
  void learnsOncePerStepHoweverManyAsk() {
    for (int poll = 0; poll < 40; poll++) {
      value(with("target", Integer.toString(10 + poll)));
      active(with("quantile", "0.5"));
      clock.advance(Duration.ofSeconds(15));
    }
    assertThat(load.ranges()).as("within one step of ten minutes").isEqualTo(1);
    assertThat(load.instants()).isBetween(39, 41);
    int before = load.points();
    clock.advance(Duration.ofMinutes(10));
    value(metadata());
    assertThat(load.points() - before).as("only what is new is asked for").isLessThan(4);
  }

  @Test
  void aHistoryThatWasNotAnsweredShiftsNothing() {
    clock.moveTo(MONDAY.plus(Duration.ofHours(7)));
    value(metadata());
    load.forgetThePast(true);
    for (int step = 0; step < 6; step++) {
      clock.advance(Duration.ofMinutes(10));
      assertThat(value(metadata())).as("the load of now").isEqualTo(100);
    }
    int before = load.ranges();
    clock.advance(Duration.ofSeconds(5));
    value(metadata());
    assertThat(load.ranges()).as("not with each poll").isEqualTo(before);
    load.forgetThePast(false);
    clock.advance(Duration.ofSeconds(5));
    value(metadata());
    assertThat(load.ranges()).as("soon, not with the next step").isEqualTo(before + 1);
    clock.moveTo(MONDAY.plus(Duration.ofMinutes(8 * 60 + 57)));
    assertThat(value(metadata())).as("in five minutes it is nine").isBetween(900.0, 1200.0);
  }

  @Test
  void endsTheStreamOfATokenThatIsTakenBack() throws InterruptedException {
    stop();
    serve(false);
    TokenStore.Created kept = tokens.create("kept", Role.VIEWER);
    TokenStore.Created lost = tokens.create("lost", Role.VIEWER);
    BlockingQueue<Object> ends = stream("StreamMetricSpec", with("tokenFromEnv", lost.secret()));
    BlockingQueue<Object> stays = stream("StreamMetricSpec", with("tokenFromEnv", kept.secret()));
    next(ends);
    next(stays);
    scaler.tick();
    assertThat(ends).isEmpty();
    tokens.revoke(lost.token().id());
    scaler.tick();
    assertThat(code(next(ends))).isEqualTo(Status.Code.UNAUTHENTICATED);
    assertThat(stays).isEmpty();
    assertThat(meter.prometheusText()).contains("ballast_keda_streams 1");
  }

  @Test
  void pushesActivityWhenItChanges() throws InterruptedException {
    load.become(at -> 1);
    BlockingQueue<Object> got = stream("StreamIsActive", with("activation", "50"));
    assertThat(result(got)).isFalse();
    load.become(at -> 100);
    clock.advance(Duration.ofSeconds(20));
    scaler.tick();
    assertThat(result(got)).isTrue();
    scaler.tick();
    load.become(at -> Double.NaN);
    clock.advance(Duration.ofSeconds(20));
    scaler.tick();
    assertThat(got).as("nothing new, and no data is no news").isEmpty();
  }

  @Test
  void pushesTheSpecAtOnceAndOnlyOnce() throws InterruptedException {
    BlockingQueue<Object> got = stream("StreamMetricSpec", metadata());
    DynamicMessage spec = only((DynamicMessage) next(got), "metricSpecs");
    assertThat(spec).isEqualTo(only(ask("GetMetricSpec", ref(metadata())), "metricSpecs"));
    scaler.tick();
    assertThat(got).isEmpty();
  }

  @Test
  void refusesTooManyStreamsAndForgetsThoseThatEnd() throws InterruptedException {
    for (int i = 0; i < 200; i++) {
      assertThat(next(stream("StreamMetricSpec", metadata()))).isInstanceOf(DynamicMessage.class);
    }
    assertThat(code(next(stream("StreamMetricSpec", metadata()))))
        .isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(meter.prometheusText()).contains("ballast_keda_streams 200");
  }

  @Test
  void endsStreamsWhenItStops() throws InterruptedException {
    BlockingQueue<Object> got = stream("StreamMetricSpec", metadata());
    next(got);
    scaler.close();
    assertThat(code(next(got))).isEqualTo(Status.Code.UNAVAILABLE);
  }

  @Test
  void wantsATokenBeyondLoopback() {
    stop();
    serve(false);
    assertThat(refused("IsActive", ref(metadata())).getCode())
        .isEqualTo(Status.Code.UNAUTHENTICATED);
    assertThat(refused("IsActive", ref(with("tokenFromEnv", "wrong"))).getCode())
        .isEqualTo(Status.Code.UNAUTHENTICATED);
    String token = tokens.create("keda", Role.VIEWER).secret();
    assertThat(active(with("tokenFromEnv", token))).isTrue();
  }

  private static Map<String, String> metadata() {
    return Map.of(
        "scalerAddress", "ballast:7700",
        "query", "sum(rate(requests_total[1m]))",
        "horizon", "5m",
        "season", "1d",
        "target", "62.5");
  }

  private static Map<String, String> with(String key, String value) {
    Map<String, String> more = new TreeMap<>(metadata());
    more.put(key, value);
    return more;
  }

  private static DynamicMessage ref(Map<String, String> metadata) {
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

  private static DynamicMessage request(Map<String, String> metadata) {
    var type = PROTOCOL.type("GetMetricsRequest");
    return DynamicMessage.newBuilder(type)
        .setField(type.findFieldByName("scaledObjectRef"), ref(metadata))
        .setField(type.findFieldByName("metricName"), "ballast-forecast")
        .build();
  }

  private double value(Map<String, String> metadata) {
    DynamicMessage metric = only(ask("GetMetrics", request(metadata)), "metricValues");
    double value = (double) field(metric, "metricValueFloat");
    assertThat(field(metric, "metricValue")).isEqualTo((long) Math.ceil(value));
    return value;
  }

  private boolean active(Map<String, String> metadata) {
    return (boolean) field(ask("IsActive", ref(metadata)), "result");
  }

  private DynamicMessage ask(String method, DynamicMessage question) {
    return ClientCalls.blockingUnaryCall(
        channel, PROTOCOL.method(method), CallOptions.DEFAULT, question);
  }

  private DynamicMessage first(
      MethodDescriptor<DynamicMessage, DynamicMessage> method, DynamicMessage question) {
    return ClientCalls.blockingServerStreamingCall(channel, method, CallOptions.DEFAULT, question)
        .next();
  }

  private Status refused(String method, DynamicMessage question) {
    StatusRuntimeException[] caught = new StatusRuntimeException[1];
    assertThatThrownBy(() -> ask(method, question))
        .isInstanceOfSatisfying(StatusRuntimeException.class, e -> caught[0] = e);
    return caught[0].getStatus();
  }

  private BlockingQueue<Object> stream(String method, Map<String, String> metadata) {
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

  private static Object next(BlockingQueue<Object> got) throws InterruptedException {
    Object next = got.poll(20, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing came within 20 s");
    }
    return next;
  }

  private static boolean result(BlockingQueue<Object> got) throws InterruptedException {
    return (boolean) field((DynamicMessage) next(got), "result");
  }

  private static Status.Code code(Object status) {
    return ((Status) status).getCode();
  }

  private static Object field(DynamicMessage message, String name) {
    return message.getField(message.getDescriptorForType().findFieldByName(name));
  }

  private static DynamicMessage only(DynamicMessage message, String list) {
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

  private static String said(Status status) {
    return Objects.requireNonNull(status.getDescription());
  }
}

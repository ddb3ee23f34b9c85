// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.keda;

import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.grpc.GrpcService;
import dev.ballast.control.predict.scaling.Expected;
import dev.ballast.model.yaml.QueryChecker;
import dev.ballast.server.auth.Credentials;
import dev.ballast.server.auth.Denied;
import dev.ballast.server.auth.Gatekeeper;
import dev.ballast.server.auth.Role;
import dev.ballast.server.http.HttpFace;
import dev.ballast.telemetry.meter.Meter;
import dev.ballast.telemetry.query.MetricQuery;
import dev.ballast.telemetry.query.QueryException;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.time.InstantSource;
import java.util.function.Function;

/**
 * KEDA's external scaler: serves the load that is expected within a lead time as the metric that
 * replicas are counted by. Five calls, no state but caches: everything comes with each call.
 */
public final class KedaScaler implements AutoCloseable {

  private static final String NAME = "externalscaler.ExternalScaler";
  private static final int LONGEST = 64 * 1024;
  private static final MethodType UNARY = MethodType.UNARY;
  private static final MethodType SERVER_STREAMING = MethodType.SERVER_STREAMING;
  private static final Marshal.Writing<Message.Active> ACTIVE = Message::write;
  private static final Marshal.Writing<Message.Spec> SPEC = Message::write;
  private static final Marshal.Writing<Message.Metric> METRIC = Message::write;

  private final Gatekeeper gatekeeper;
  private final QueryChecker queries;
  private final Forecasts forecasts;
  private final ScalerStreams streams = new ScalerStreams();

  /**
   * @param sources the metrics port by the name of a data source
   */
  public KedaScaler(
      Function<String, MetricQuery> sources,
      QueryChecker queries,
      Gatekeeper gatekeeper,
      Meter meter,
      InstantSource clock) {
    this.gatekeeper = gatekeeper;
    this.queries = queries;
    this.forecasts = new Forecasts(sources, meter, clock);
    meter.gauge("ballast_keda_streams", "Open streams to KEDA.", streams::size);
  }

  public void bind(ServerBuilder server) {
    MethodDescriptor<Message.ScaledObject, Message.Active> isActive =
        object("IsActive", UNARY, ACTIVE);
    MethodDescriptor<Message.ScaledObject, Message.Active> streamIsActive =
        object("StreamIsActive", SERVER_STREAMING, ACTIVE);
    MethodDescriptor<Message.ScaledObject, Message.Spec> getMetricSpec =
        object("GetMetricSpec", UNARY, SPEC);
    MethodDescriptor<Message.ScaledObject, Message.Spec> streamMetricSpec =
        object("StreamMetricSpec", SERVER_STREAMING, SPEC);
    MethodDescriptor<Message.MetricsRequest, Message.Metric> getMetrics =
        method("GetMetrics", UNARY, Marshal.reads(Message::readRequest), Marshal.writes(METRIC));
    ServerServiceDefinition definition =
        ServerServiceDefinition.builder(NAME)
            .addMethod(
                isActive,
                ServerCalls.asyncUnaryCall((ref, to) -> answer(to, () -> isActive(question(ref)))))
            .addMethod(
                getMetricSpec,
                ServerCalls.asyncUnaryCall((ref, to) -> answer(to, () -> spec(question(ref)))))
            .addMethod(
                getMetrics,
                ServerCalls.asyncUnaryCall((request, to) -> answer(to, () -> metric(request))))
            .addMethod(
                streamIsActive,
                ServerCalls.asyncServerStreamingCall((ref, to) -> open(to, ref, this::isActive)))
            .addMethod(
                streamMetricSpec,
                ServerCalls.asyncServerStreamingCall((ref, to) -> open(to, ref, KedaScaler::spec)))
            .build();
    server.service(
        GrpcService.builder()
            .addService(definition)
            .useMethodMarshaller(true)
            .useBlockingTaskExecutor(true)
            .maxRequestMessageLength(LONGEST)
            .build());
  }

  private static <T> MethodDescriptor<Message.ScaledObject, T> object(
      String name, MethodType type, Marshal.Writing<T> writing) {
    return method(name, type, Marshal.reads(Message::readObject), Marshal.writes(writing));
  }

  private static <Q, A> MethodDescriptor<Q, A> method(
      String name, MethodType type, Marshal<Q> question, Marshal<A> answer) {
    return MethodDescriptor.<Q, A>newBuilder()
        .setType(type)
        .setFullMethodName(MethodDescriptor.generateFullMethodName(NAME, name))
        .setRequestMarshaller(question)
        .setResponseMarshaller(answer)
        .build();
  }

  /** Looks whether open streams have something new to say. */
  public void tick() {
    streams.tick();
  }

  private Message.Active isActive(Question question) {
    return new Message.Active(forecasts.expected(question).value() > question.activation());
  }

  private static Message.Spec spec(Question question) {
    return new Message.Spec(question.metric(), question.target());
  }

  private Message.Metric metric(Message.MetricsRequest request) {
    Question question = question(request.object());
    String asked = request.metricName();
    if (!asked.isEmpty() && !asked.equals(question.metric())) {
      throw Status.INVALID_ARGUMENT
          .withDescription(
              "metricName: \"" + asked + "\" (expected: \"" + question.metric() + "\")")
          .asRuntimeException();
    }
    Expected expected = forecasts.expected(question);
    return new Message.Metric(question.metric(), expected.value());
  }

  private Question question(Message.ScaledObject object) {
    gatekeeper.admit(credentials(object), Role.VIEWER);
    return QuestionReader.read(object.metadata(), queries);
  }

  /** KEDA sends no headers of ours, so the token may also come with the trigger's metadata. */
  private static Credentials credentials(Message.ScaledObject object) {
    Credentials sent = HttpFace.credentials(ServiceRequestContext.current().request().headers());
    String token = object.metadata().getOrDefault(QuestionReader.TOKEN, "");
    return token.isEmpty() || !sent.token().isEmpty()
        ? sent
        : new Credentials(
            token, false, sent.host(), sent.origin(), sent.fetchSite(), sent.unsafe());
  }

  /** What is answered. */
  @FunctionalInterface
  private interface Answer<T> {
    T get();
  }

  private static <T> void answer(StreamObserver<T> to, Answer<T> answer) {
    T message;
    try {
      message = answer.get();
    } catch (RuntimeException e) {
      to.onError(status(e));
      return;
    }
    to.onNext(message);
    to.onCompleted();
  }

  private <T> void open(
      StreamObserver<T> to, Message.ScaledObject object, Function<Question, T> answer) {
    try {
      Question question = question(object);
      Credentials credentials = credentials(object);
      ServiceRequestContext.current().clearRequestTimeout();
      streams.add(question, answer, to, () -> gatekeeper.admit(credentials, Role.VIEWER));
    } catch (RuntimeException e) {
      to.onError(status(e));
    }
  }

  static StatusRuntimeException status(RuntimeException e) {
    Status status =
        switch (e) {
          case StatusRuntimeException known -> known.getStatus();
          case QuestionReader.Invalid invalid -> said(Status.INVALID_ARGUMENT, invalid);
          case Denied denied when denied.reason().status() == 401 ->
              said(Status.UNAUTHENTICATED, denied);
          case Denied denied -> said(Status.PERMISSION_DENIED, denied);
          case QueryException query when query.kind() == QueryException.Kind.BAD_DATA ->
              said(Status.INVALID_ARGUMENT, query);
          case QueryException query -> said(Status.UNAVAILABLE, query);
          case Forecasts.NoData noData -> said(Status.UNAVAILABLE, noData);
          default -> Status.INTERNAL.withDescription("a bug in Ballast").withCause(e);
        };
    return status.asRuntimeException();
  }

  private static Status said(Status status, RuntimeException e) {
    return status.withDescription(String.valueOf(e.getMessage()));
  }

  @Override
  public void close() {
    streams.close();
  }
}

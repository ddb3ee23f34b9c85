// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.logline;

import java.util.Map;
import java.util.TreeMap;

/**
 * What the fields of JSON lines are called in OpenTelemetry's data model and semantic conventions.
 * Left: Elastic Common Schema, logstash-logback-encoder, and what people write by hand.
 */
final class FieldNames {

  /** What a field is for. */
  enum Part {
    TIME,
    SERVICE,
    SEVERITY,
    SEVERITY_NUMBER,
    /** A number as logback or bunyan count. */
    LEVEL_NUMBER,
    BODY,
    TRACE,
    SPAN,
    EVENT,
    /** Says how the line is written, nothing of what happened. */
    FORM
  }

  private static final Map<String, Part> PARTS = parts();
  private static final Map<String, String> ATTRIBUTES = attributes();
  private static final Map<String, String> RESOURCE = resource();

  private FieldNames() {}

  static @org.jspecify.annotations.Nullable Part part(String field) {
    return PARTS.get(field);
  }

  static @org.jspecify.annotations.Nullable String resource(String field) {
    return RESOURCE.get(field);
  }

  static String attribute(String field) {
    return ATTRIBUTES.getOrDefault(field, field);
  }

  private static Map<String, Part> parts() {
    Map<String, Part> parts = new TreeMap<>();
    put(parts, Part.TIME, "@timestamp", "timestamp", "time", "ts", "datetime", "asctime");
    put(parts, Part.SERVICE, "service", "service.name", "service_name", "serviceName", "app");
    put(parts, Part.SEVERITY, "severity", "severity_text", "severityText", "level", "log.level");
    put(parts, Part.SEVERITY, "loglevel", "levelname", "lvl");
    put(parts, Part.SEVERITY_NUMBER, "severity_number", "severityNumber");
    put(parts, Part.LEVEL_NUMBER, "level_value");
    put(parts, Part.BODY, "message", "msg", "body", "log");
    put(parts, Part.TRACE, "trace_id", "trace.id", "traceId", "traceid", "otelTraceID");
    put(parts, Part.SPAN, "span_id", "span.id", "spanId", "spanid", "otelSpanID");
    put(parts, Part.EVENT, "event", "event.name", "event_name", "eventName", "event.action");
    put(parts, Part.FORM, "@version", "ecs.version", "data_stream.type", "data_stream.dataset");
    return parts;
  }

  private static Map<String, String> attributes() {
    Map<String, String> names = new TreeMap<>();
    put(names, "client.address", "client_ip", "clientIp", "client.ip", "remote_addr", "source.ip");
    put(names, "http.route", "endpoint", "route");
    put(names, "url.path", "path", "uri");
    put(names, "url.full", "url", "url.original");
    put(names, "http.request.method", "method", "http_method", "request_method");
    put(names, "http.response.status_code", "status_code", "statusCode", "http_status", "status");
    put(names, "user.id", "user_id", "userId");
    put(names, "user_agent.original", "user_agent", "userAgent");
    put(names, "otel.scope.name", "logger_name", "logger", "log.logger", "loggerName");
    put(names, "thread.name", "thread_name", "thread", "process.thread.name", "threadName");
    put(names, "exception.type", "error.type", "exception_class");
    put(names, "exception.message", "error.message", "exception_message");
    put(names, "exception.stacktrace", "stack_trace", "error.stack_trace", "stacktrace", "stack");
    return names;
  }

  private static Map<String, String> resource() {
    Map<String, String> names = new TreeMap<>();
    put(names, "service.version", "service.version", "service_version", "version");
    put(names, "service.instance.id", "service.instance.id", "service.node.name");
    put(names, "service.namespace", "service.namespace");
    put(names, "deployment.environment.name", "deployment.environment.name", "service.environment");
    put(names, "deployment.environment.name", "environment", "env");
    put(names, "cloud.region", "cloud.region", "region");
    put(names, "host.name", "host.name", "hostname", "HOSTNAME", "host.hostname");
    return names;
  }

  private static void put(Map<String, Part> parts, Part part, String... fields) {
    for (String field : fields) {
      parts.put(field, part);
    }
  }

  private static void put(Map<String, String> names, String name, String... fields) {
    for (String field : fields) {
      names.put(field, name);
    }
  }
}

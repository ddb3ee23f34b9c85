// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMixedDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.dsl.HttpMethod;
import io.fabric8.mockwebserver.http.Buffer;
import io.fabric8.mockwebserver.http.Dispatcher;
import io.fabric8.mockwebserver.http.Headers;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * fabric8's CRUD mock of an API server, which checks resource versions as a real one does, with two
 * things that it has not: others that write at the worst moment, and the scale subresource.
 */
final class MockCluster implements AutoCloseable {

  private final KubernetesMixedDispatcher crud = new KubernetesMixedDispatcher(new HashMap<>());
  private final List<UnaryOperator<String>> intruders = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();
  private @Nullable MockResponse refusal;
  private final KubernetesMockServer server;
  private final Cluster cluster;

  MockCluster() {
    Dispatcher dispatcher =
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return answer(request);
          }
        };
    server =
        new KubernetesMockServer(
            new Context(), new MockWebServer(), new HashMap<>(), dispatcher, false);
    server.init();
    try (KubernetesClient client = server.createClient()) {
      cluster = Cluster.of(client.getConfiguration());
    }
  }

  Cluster cluster() {
    return cluster;
  }

  /** Somebody edits the resource's JSON right after the next read of it; one edit a read. */
  void afterTheNextRead(UnaryOperator<String> edit) {
    intruders.add(edit);
  }

  /** Every request from now on is answered so. */
  void refuse(int code, String reason, String message) {
    refusal =
        new MockResponse()
            .setResponseCode(code)
            .setBody(
                Serialization.asJson(
                    new StatusBuilder()
                        .withStatus("Failure")
                        .withCode(code)
                        .withReason(reason)
                        .withMessage(message)
                        .build()));
  }

  void create(String yaml) {
    GenericKubernetesResource resource =
        Serialization.unmarshal(yaml, GenericKubernetesResource.class);
    MockResponse created =
        send(
            HttpMethod.POST,
            "/apis/%s/namespaces/%s/%ss"
                .formatted(
                    resource.getApiVersion(),
                    resource.getMetadata().getNamespace(),
                    resource.getKind().toLowerCase(Locale.ROOT)),
            Serialization.asJson(resource));
    if (created.code() / 100 != 2) {
      throw new IllegalArgumentException(created + " for " + yaml);
    }
  }

  /** The API server goes away. */
  void vanish() {
    server.destroy();
  }

  GenericKubernetesResource stored(String path) {
    return Serialization.unmarshal(
        new String(send(HttpMethod.GET, path, "").getBody().getBytes(), StandardCharsets.UTF_8),
        GenericKubernetesResource.class);
  }

  /** Somebody, such as a controller, writes into a stored resource. */
  void edit(String path, UnaryOperator<String> change) {
    send(HttpMethod.PUT, path, change.apply(Serialization.asJson(stored(path))));
  }

  /** Method and path of each request, in order. */
  List<String> requests() {
    return requests;
  }

  private MockResponse send(HttpMethod method, String path, String body) {
    return crud.dispatch(
        new RecordedRequest(
            "HTTP/1.1",
            method,
            path,
            Headers.builder().add("Content-Type", "application/json").build(),
            new Buffer(body.getBytes(StandardCharsets.UTF_8))));
  }

  private synchronized MockResponse answer(RecordedRequest request) {
    String path = String.valueOf(request.getPath());
    requests.add(request.getMethod() + " " + path);
    if (refusal != null) {
      return refusal;
    }
    boolean scale = path.endsWith("/scale");
    String resource = scale ? path.substring(0, path.length() - "/scale".length()) : path;
    MockResponse answer = scale ? scaled(request, resource) : crud.dispatch(request);
    if (request.method() == HttpMethod.GET && answer.code() == 200 && !intruders.isEmpty()) {
      GenericKubernetesResource now = stored(resource);
      String edited = intruders.removeFirst().apply(Serialization.asJson(now));
      send(HttpMethod.PUT, resource, edited);
    }
    return answer;
  }

  private MockResponse scaled(RecordedRequest request, String path) {
    MockResponse parent = send(HttpMethod.GET, path, "");
    if (parent.code() != 200) {
      return parent;
    }
    GenericKubernetesResource workload = stored(path);
    if (request.method() == HttpMethod.PUT) {
      GenericKubernetesResource wanted =
          Serialization.unmarshal(request.getUtf8Body(), GenericKubernetesResource.class);
      Map<String, Object> spec =
          new LinkedHashMap<>(Tree.map(workload.getAdditionalProperties().get("spec")));
      spec.put("replicas", Tree.map(wanted.getAdditionalProperties().get("spec")).get("replicas"));
      workload.setAdditionalProperty("spec", spec);
      workload
          .getMetadata()
          .setResourceVersion(String.valueOf(wanted.getMetadata().getResourceVersion()));
      MockResponse written = send(HttpMethod.PUT, path, Serialization.asJson(workload));
      if (written.code() != 200) {
        return written;
      }
      workload = stored(path);
    }
    GenericKubernetesResource scale = new GenericKubernetesResource();
    scale.setApiVersion("autoscaling/v1");
    scale.setKind("Scale");
    scale.setMetadata(workload.getMetadata());
    Object replicas =
        Tree.map(workload.getAdditionalProperties().get("spec")).getOrDefault("replicas", 1);
    Object present =
        Tree.map(workload.getAdditionalProperties().get("status")).getOrDefault("replicas", 0);
    scale.setAdditionalProperty("spec", Map.of("replicas", replicas));
    scale.setAdditionalProperty("status", Map.of("replicas", present));
    return new MockResponse().setResponseCode(200).setBody(Serialization.asJson(scale));
  }

  @Override
  public void close() {
    cluster.close();
    server.destroy();
  }
}

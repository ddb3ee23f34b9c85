// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.kubernetes;

import dev.ballast.control.actuator.ActuatorException;
import dev.ballast.control.actuator.ActuatorException.Kind;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.File;
import java.net.ConnectException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** An API server and how its answers are understood. Thread-safe. */
public final class Cluster implements AutoCloseable {

  private static final int CONNECT_MILLIS = 3_000;
  private static final int ANSWER_MILLIS = 10_000;

  private final KubernetesClient client;

  private Cluster(KubernetesClient client) {
    this.client = client;
  }

  /**
   * As kubectl would find it: {@code KUBECONFIG}, {@code ~/.kube/config}, or the pod's account.
   *
   * @param context of the kubeconfig; empty: its current one
   */
  public static Cluster found(String context) {
    return of(Config.autoConfigure(context.isEmpty() ? null : context));
  }

  /** Of a kubeconfig file. */
  public static Cluster of(Path kubeconfig, String context) {
    File file = kubeconfig.toFile();
    if (!file.canRead()) {
      throw new IllegalArgumentException(
          "kubeconfig: " + kubeconfig + " (expected: a file that can be read)");
    }
    try {
      Config read = Config.fromKubeconfig(file);
      if (context.isEmpty()) {
        return of(read);
      }
      boolean known = read.getContexts().stream().anyMatch(c -> context.equals(c.getName()));
      if (!known) {
        throw new IllegalArgumentException(
            "context: "
                + context
                + " (expected: one of "
                + String.join(
                    ", ", read.getContexts().stream().map(c -> c.getName()).sorted().toList())
                + ")");
      }
      return of(Config.fromKubeconfig(context, file));
    } catch (KubernetesClientException e) {
      throw new IllegalArgumentException(
          "kubeconfig: " + kubeconfig + " (expected: a kubeconfig in YAML)", e);
    }
  }

  /** Few repetitions: whoever waits for weights wants to know soon that nobody answers. */
  static Cluster of(Config config) {
    return new Cluster(
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder(config)
                    .withConnectionTimeout(CONNECT_MILLIS)
                    .withRequestTimeout(ANSWER_MILLIS)
                    .withRequestRetryBackoffLimit(1)
                    .build())
            .build());
  }

  /** What is asked of the API server, for messages. */
  record Question(String place, String verb, String resource, String namespace) {}

  /** Asks; whatever goes wrong says what, where and how to fix it. */
  <T> T ask(Question question, Function<KubernetesClient, T> call) {
    try {
      return call.apply(client);
    } catch (KubernetesClientException e) {
      throw trouble(question, e);
    }
  }

  /** Writes; empty when the revision was overtaken. */
  <T> Optional<T> write(Question question, Function<KubernetesClient, T> call) {
    try {
      return Optional.of(call.apply(client));
    } catch (KubernetesClientException e) {
      if (e.getCode() == 409) {
        return Optional.empty();
      }
      throw trouble(question, e);
    }
  }

  private ActuatorException trouble(Question question, KubernetesClientException e) {
    String said = said(e);
    // No answer has the code 0 or -1.
    return switch (Math.max(0, e.getCode())) {
      case 0 ->
          new ActuatorException(
              Kind.UNREACHABLE,
              question.place(),
              "the API server at " + client.getMasterUrl() + " does not answer (" + said + ")",
              "check the kubeconfig and its context, and the way there: kubectl cluster-info");
      case 401 ->
          new ActuatorException(
              Kind.FORBIDDEN,
              question.place(),
              "the API server does not know us: " + said,
              "renew the credentials of the kubeconfig");
      case 403 ->
          new ActuatorException(
              Kind.FORBIDDEN,
              question.place(),
              "may not " + question.verb() + " " + question.resource() + ": " + said,
              "grant the verbs get and update on "
                  + question.resource()
                  + " in namespace "
                  + question.namespace()
                  + " to that account (Role and RoleBinding)");
      case 404 ->
          new ActuatorException(
              Kind.NOT_FOUND,
              question.place(),
              "not found in the cluster",
              "check its name and namespace, and that the cluster knows the kind: kubectl get "
                  + question.resource()
                  + " -n "
                  + question.namespace());
      case 400, 422 ->
          new ActuatorException(
              Kind.INVALID,
              question.place(),
              "the API server refuses it: " + said,
              "see what it says; nothing was written");
      default ->
          new ActuatorException(
              Kind.REFUSED,
              question.place(),
              "the API server answered " + e.getCode() + ": " + said,
              "repeat it; if it stays, see the API server's log");
    };
  }

  /** The API server's words, or why there are none. */
  private static String said(KubernetesClientException e) {
    if (e.getStatus() != null && e.getStatus().getMessage() != null) {
      return e.getStatus().getMessage();
    }
    String reason = e.getClass().getSimpleName();
    // Java lets no cause be its own; the limit is against rings of several.
    Throwable cause = e.getCause();
    for (int depth = 0; cause != null && depth < 10; depth++) {
      String text = cause.getMessage();
      String name = cause.getClass().getSimpleName();
      reason = text == null ? name : name + ": " + text;
      if (cause instanceof ConnectException) {
        break; // What is below it says less.
      }
      cause = cause.getCause();
    }
    return reason;
  }

  @Override
  public void close() {
    client.close();
  }
}

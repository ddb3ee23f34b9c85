// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.kubernetes;

import dev.ballast.connect.kubernetes.Cluster.Question;
import dev.ballast.control.actuator.ActuatorException;
import dev.ballast.control.actuator.ActuatorException.Kind;
import dev.ballast.control.actuator.Agreement;
import dev.ballast.control.actuator.Hold;
import dev.ballast.control.actuator.RouteChange;
import dev.ballast.control.actuator.Router;
import dev.ballast.control.actuator.Routing;
import dev.ballast.control.actuator.Weights;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A rule of an HTTPRoute, GRPCRoute or VirtualService. The whole resource is read, changed and
 * replaced under its {@code resourceVersion}, so that nothing else in it can be lost. Kubernetes
 * has no leases on weights.
 */
public final class ResourceRouter implements Router {

  private final Cluster cluster;
  private final RouteKind kind;
  private final String namespace;
  private final String name;
  private final String rule;
  private final String place;

  /**
   * @param rule a rule's name or number; empty: the only one that divides traffic
   */
  public ResourceRouter(
      Cluster cluster, RouteKind kind, String namespace, String name, String rule) {
    this.cluster = cluster;
    this.kind = kind;
    this.namespace = namespace;
    this.name = name;
    this.rule = rule;
    this.place = kind.kind() + " " + namespace + "/" + name + (rule.isEmpty() ? "" : "/" + rule);
  }

  /** A resource as it was read, and the version of the API under which it was found. */
  private record Found(
      ResourceDefinitionContext context, GenericKubernetesResource resource, Division division) {}

  @Override
  public String place() {
    return place;
  }

  @Override
  public Routing read() {
    return routing(find());
  }

  @Override
  public RouteChange plan(Weights changes) {
    Routing now = read();
    return new RouteChange(now, kind.rule(now.weights()).apply(now, changes));
  }

  @Override
  public Routing set(Weights changes, Hold hold, Routing seen) {
    if (hold instanceof Hold.Lease) {
      throw new ActuatorException(
          Kind.UNSUPPORTED,
          place,
          "weights in Kubernetes cannot be leased",
          "set them without a lease, and set them back in the end; the built-in mesh has leases");
    }
    return Agreement.reach(
        place,
        this::find,
        found -> Agreement.about(routing(found), seen),
        found -> write(found, changes));
  }

  @Override
  public Routing release(Routing seen) {
    return read();
  }

  private Optional<Routing> write(Found found, Weights changes) {
    Routing now = routing(found);
    Weights after = kind.rule(now.weights()).apply(now, changes);
    if (after.equals(now.weights())) {
      return Optional.of(now);
    }
    found.division().write(after);
    return cluster
        .write(
            question("update"),
            client ->
                client
                    .genericKubernetesResources(found.context())
                    .inNamespace(namespace)
                    .resource(found.resource())
                    .update())
        .map(written -> readBack(found.context(), written, after));
  }

  private Routing readBack(
      ResourceDefinitionContext context, GenericKubernetesResource written, Weights after) {
    Routing now = routing(new Found(context, written, Division.of(kind, written, rule, place)));
    if (!now.weights().equals(after)) {
      throw new ActuatorException(
          Kind.REFUSED,
          place,
          "the weights are " + now.weights() + " after " + after + " was written",
          "look which admission webhook changes " + kind.resource());
    }
    return now;
  }

  private Found find() {
    for (ResourceDefinitionContext context : kind.versions()) {
      GenericKubernetesResource resource =
          cluster.ask(
              question("get"),
              client ->
                  client
                      .genericKubernetesResources(context)
                      .inNamespace(namespace)
                      .withName(name)
                      .get());
      if (resource != null) {
        return new Found(context, resource, Division.of(kind, resource, rule, place));
      }
    }
    throw new ActuatorException(
        Kind.NOT_FOUND,
        place,
        "not found in the cluster",
        "check its name and namespace, and that the cluster knows the kind: kubectl get "
            + kind.resource()
            + " -n "
            + namespace);
  }

  private Question question(String verb) {
    return new Question(place, verb, kind.resource(), namespace);
  }

  private Routing routing(Found found) {
    String version = found.resource().getMetadata().getResourceVersion();
    return new Routing(
        place,
        version == null ? "" : version,
        found.division().weights(),
        "",
        cautions(found.resource()));
  }

  /** Gateways say in the status what is wrong with a route: a backend that is not there, say. */
  private static List<String> cautions(GenericKubernetesResource resource) {
    List<String> cautions = new ArrayList<>();
    Map<String, Object> status = Tree.map(resource.getAdditionalProperties().get("status"));
    for (Map<String, Object> parent : Tree.maps(status.get("parents"))) {
      Object gateway = Tree.map(parent.get("parentRef")).get("name");
      for (Map<String, Object> condition : Tree.maps(parent.get("conditions"))) {
        if ("False".equals(condition.get("status"))) {
          cautions.add(
              "gateway %s: %s is false (%s)"
                  .formatted(gateway, condition.get("type"), condition.get("reason")));
        }
      }
    }
    return cautions;
  }
}

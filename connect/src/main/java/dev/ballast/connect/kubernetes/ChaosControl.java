// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.kubernetes;

import dev.ballast.connect.kubernetes.Cluster.Question;
import dev.ballast.control.actuator.ActuatorException;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One resource of Chaos Mesh: made, looked at, taken away. Rights: create, get and delete on it.
 */
public final class ChaosControl {

  private final Cluster cluster;
  private final GenericKubernetesResource resource;
  private final ResourceDefinitionContext context;
  private final String place;

  /**
   * @param manifest as of {@link ChaosManifest#of}
   */
  public ChaosControl(Cluster cluster, Map<String, Object> manifest) {
    this.cluster = cluster;
    this.resource =
        Serialization.unmarshal(Serialization.asJson(manifest), GenericKubernetesResource.class);
    this.context =
        new ResourceDefinitionContext.Builder()
            .withGroup("chaos-mesh.org")
            .withVersion("v1alpha1")
            .withKind(resource.getKind())
            .withPlural(resource.getKind().toLowerCase(Locale.ROOT))
            .withNamespaced(true)
            .build();
    this.place =
        "%s %s/%s"
            .formatted(
                resource.getKind(),
                resource.getMetadata().getNamespace(),
                resource.getMetadata().getName());
  }

  /** As YAML, for people and for Git. */
  public static String yaml(Map<String, Object> manifest) {
    return Serialization.asYaml(manifest);
  }

  public String place() {
    return place;
  }

  /**
   * Makes it.
   *
   * @throws ActuatorException also when one of this name is there already: it is left alone
   */
  public void create() {
    Optional<GenericKubernetesResource> made =
        cluster.write(question("create"), client -> handle(client).create());
    if (made.isEmpty()) {
      throw new ActuatorException(
          ActuatorException.Kind.CONFLICT,
          place,
          "is there already",
          "choose another name, or delete it: kubectl delete -n %s %s %s"
              .formatted(
                  resource.getMetadata().getNamespace(),
                  resource.getKind().toLowerCase(Locale.ROOT),
                  resource.getMetadata().getName()));
    }
  }

  /** What is told of it; empty when it is not there. */
  public Optional<ChaosStatus> status() {
    @Nullable GenericKubernetesResource now =
        cluster.ask(question("get"), client -> handle(client).get());
    return Optional.ofNullable(now)
        .map(found -> ChaosStatus.of(Tree.map(found.getAdditionalProperties().get("status"))));
  }

  /** Has it taken away, which heals: Chaos Mesh undoes the fault before it lets the resource go. */
  public void delete() {
    var _ = cluster.ask(question("delete"), client -> handle(client).delete());
  }

  private Resource<GenericKubernetesResource> handle(KubernetesClient client) {
    return client
        .genericKubernetesResources(context)
        .inNamespace(resource.getMetadata().getNamespace())
        .resource(resource);
  }

  private Question question(String verb) {
    return new Question(
        place,
        verb,
        resource.getKind().toLowerCase(Locale.ROOT) + ".chaos-mesh.org",
        resource.getMetadata().getNamespace());
  }
}

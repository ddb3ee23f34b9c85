// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.control.actuator.ActuatorException;
import dev.ballast.control.actuator.ActuatorException.Kind;
import dev.ballast.control.actuator.Hold;
import dev.ballast.control.actuator.Routing;
import dev.ballast.control.actuator.Weights;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against fabric8's CRUD mock: real HTTP, real resource versions, no real cluster. */
final class ResourceRouterTest {

  private static final Hold FOR_GOOD = new Hold.ForGood();
  private static final String PATH =
      "/apis/gateway.networking.k8s.io/v1/namespaces/shop/httproutes/checkout";

  private final MockCluster mock = new MockCluster();
  private final Cluster cluster = mock.cluster();
  private final ResourceRouter router =
      new ResourceRouter(cluster, RouteKind.HTTP_ROUTE, "shop", "checkout", "");

  @BeforeEach
  void create() {
    mock.create(
        """
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: {name: checkout, namespace: shop, labels: {team: pay}}
        spec:
          parentRefs: [{name: edge}]
          rules:
            - matches: [{headers: [{name: x-tester, value: "yes"}]}]
              backendRefs: [{name: checkout-v2, port: 80}]
            - filters: [{type: RequestHeaderModifier, requestHeaderModifier: {remove: [x-a]}}]
              backendRefs:
                - {name: checkout-v1, port: 80, weight: 90}
                - {name: checkout-v2, port: 80, weight: 5}
                - {name: checkout-old, port: 80, weight: 5, unheard: {of: [1, 2]}}
        status:
          parents:
            - parentRef: {name: edge}
              controllerName: example.com/gateway
              conditions:
                - {type: Accepted, status: "True", reason: Accepted}
                - {type: ResolvedRefs, status: "False", reason: BackendNotFound}
        """);
  }

  @AfterEach
  void stop() {
    mock.close();
  }

  private static Weights weights(int v1, int v2) {
    return new Weights(Map.of("checkout-v1", v1, "checkout-v2", v2));
  }

  private static void failsWith(Kind kind, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(ActuatorException.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }

  @Test
  void readsTheOneRuleThatDividesTrafficAndWhatTheGatewaySaysIsWrong() {
    Routing now = router.read();
    assertThat(now.weights().of())
        .isEqualTo(Map.of("checkout-v1", 90, "checkout-v2", 5, "checkout-old", 5));
    assertThat(now.revision()).isNotEmpty();
    assertThat(now.cautions())
        .containsExactly("gateway edge: ResolvedRefs is false (BackendNotFound)");
  }

  @Test
  void changesTheNamedWeightsAndNothingElse() {
    Map<String, Object> before = mock.stored(PATH).getAdditionalProperties();
    Routing after = router.set(weights(50, 45), FOR_GOOD, router.read());
    assertThat(after.weights().of())
        .isEqualTo(Map.of("checkout-v1", 50, "checkout-v2", 45, "checkout-old", 5));
    var stored = mock.stored(PATH);
    assertThat(stored.getMetadata().getLabels()).isEqualTo(Map.of("team", "pay"));
    assertThat(stored.getAdditionalProperties().toString())
        .isEqualTo(
            before
                .toString()
                .replace("weight=90", "weight=50")
                .replace("port=80, weight=5}", "port=80, weight=45}"));
  }

  @Test
  void planningWritesNothing() {
    assertThat(router.plan(weights(0, 95)).cautions())
        .containsExactly(
            "gateway edge: ResolvedRefs is false (BackendNotFound)",
            "checkout-v1 loses all of its traffic");
    assertThat(mock.requests()).noneMatch(request -> request.startsWith("PUT"));
  }

  @Test
  void repeatsAWriteThatACrossingStatusUpdateOvertook() {
    Routing seen = router.read();
    mock.afterTheNextRead(json -> json.replace("BackendNotFound", "StillNotFound"));
    mock.afterTheNextRead(json -> json.replace("StillNotFound", "RefNotPermitted"));
    Routing after = router.set(weights(50, 45), FOR_GOOD, seen);
    assertThat(after.weights().of()).containsEntry("checkout-v1", 50);
    assertThat(after.cautions())
        .containsExactly("gateway edge: ResolvedRefs is false (RefNotPermitted)");
    assertThat(mock.requests().stream().filter(r -> r.startsWith("PUT"))).hasSize(3);
  }

  @Test
  void writesNothingWhenSomebodyElseChangesTheWeightsMeanwhile() {
    Routing seen = router.read();
    mock.afterTheNextRead(json -> json.replace("\"weight\":90", "\"weight\":70"));
    assertThatThrownBy(() -> router.set(weights(50, 45), FOR_GOOD, seen))
        .isInstanceOfSatisfying(
            ActuatorException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONFLICT))
        .hasMessageStartingWith(
            "HTTPRoute shop/checkout: somebody changed the weights from checkout-v1 90,"
                + " checkout-v2 5, checkout-old 5 (revision "
                + seen.revision()
                + ") to"
                + " checkout-v1 70,");
    assertThat(router.read().weights().of()).containsEntry("checkout-v1", 70);
  }

  @Test
  void weightsThatAreSetAlreadyAreNotWrittenAgain() {
    router.set(weights(90, 5), FOR_GOOD, router.read());
    assertThat(mock.requests()).noneMatch(request -> request.startsWith("PUT"));
  }

  @Test
  void saysWhichBackendsThereAre() {
    assertThatThrownBy(() -> router.plan(new Weights(Map.of("checkout-v3", 5))))
        .isInstanceOfSatisfying(
            ActuatorException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NOT_FOUND))
        .hasMessageContaining(
            "checkout-v3: no such backend (expected: one of checkout-v1, checkout-v2, checkout-old),"
                + " perhaps you mean checkout-v1");
  }

  @Test
  void saysThatTheRouteIsNotThere() {
    assertThatThrownBy(
            () -> new ResourceRouter(cluster, RouteKind.HTTP_ROUTE, "other", "checkout", "").read())
        .isInstanceOfSatisfying(
            ActuatorException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NOT_FOUND))
        .hasMessage(
            "HTTPRoute other/checkout: not found in the cluster. Fix: check its name and namespace,"
                + " and that the cluster knows the kind: kubectl get"
                + " httproutes.gateway.networking.k8s.io -n other");
  }

  @Test
  void takesARuleByNumberAndListsThemWhenItIsNoneOfThem() {
    ResourceRouter first =
        new ResourceRouter(cluster, RouteKind.HTTP_ROUTE, "shop", "checkout", "0");
    assertThat(first.read().weights().of()).isEqualTo(Map.of("checkout-v2", 1));
    assertThatThrownBy(
            () ->
                new ResourceRouter(cluster, RouteKind.HTTP_ROUTE, "shop", "checkout", "beta")
                    .read())
        .hasMessageContaining(
            "rule beta: 0 of that name. Rules: 0 (checkout-v2); 1 (checkout-v1, checkout-v2,"
                + " checkout-old)");
  }

  @Test
  void asksWhichRuleWhenSeveralDivideTraffic() {
    mock.create(
        """
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: {name: both, namespace: shop}
        spec:
          rules:
            - {name: api, backendRefs: [{name: a, port: 80}, {name: b, port: 80, weight: 0}]}
            - {name: web, backendRefs: [{name: a, port: 80}, {name: a, port: 81, weight: 3}]}
        """);
    ResourceRouter unclear = new ResourceRouter(cluster, RouteKind.HTTP_ROUTE, "shop", "both", "");
    assertThatThrownBy(unclear::read)
        .hasMessageContaining(
            "2 rules divide traffic (expected: 1). Rules: 0 api (a, b); 1 web (a, a)");
    assertThat(
            new ResourceRouter(cluster, RouteKind.HTTP_ROUTE, "shop", "both", "web")
                .read()
                .weights()
                .of())
        .as("backends of one name are told apart by their port; no weight is 1")
        .isEqualTo(Map.of("a:80", 1, "a:81", 3));
  }

  @Test
  void saysWhatRightIsMissing() {
    mock.refuse(403, "Forbidden", "User \"ci\" cannot get resource \"httproutes\"");
    assertThatThrownBy(router::read)
        .isInstanceOfSatisfying(
            ActuatorException.class, e -> assertThat(e.kind()).isEqualTo(Kind.FORBIDDEN))
        .hasMessage(
            "HTTPRoute shop/checkout: may not get httproutes.gateway.networking.k8s.io: User \"ci\""
                + " cannot get resource \"httproutes\". Fix: grant the verbs get and update on"
                + " httproutes.gateway.networking.k8s.io in namespace shop to that account (Role and"
                + " RoleBinding)");
  }

  @Test
  void tellsOtherRefusalsApart() {
    mock.refuse(401, "Unauthorized", "Unauthorized");
    failsWith(Kind.FORBIDDEN, router::read);
    mock.refuse(422, "Invalid", "spec.rules[1]: Invalid value");
    failsWith(Kind.INVALID, router::read);
    mock.refuse(418, "Teapot", "no");
    failsWith(Kind.REFUSED, router::read);
  }

  @Test
  void saysThatTheApiServerDoesNotAnswer() {
    mock.vanish();
    assertThatThrownBy(router::read)
        .isInstanceOfSatisfying(
            ActuatorException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE))
        .hasMessageStartingWith("HTTPRoute shop/checkout: the API server at http")
        .hasMessageContaining("does not answer (")
        .hasMessageEndingWith(
            "Fix: check the kubeconfig and its context, and the way there: kubectl cluster-info");
  }

  @Test
  void hasNoLeases() {
    Hold lease = new Hold.Lease("rollout", Duration.ofSeconds(10));
    failsWith(Kind.UNSUPPORTED, () -> router.set(weights(50, 45), lease, router.read()));
    assertThat(router.release(router.read())).isEqualTo(router.read());
  }

  @Test
  void dividesGrpcRoutesTheSameWay() {
    mock.create(
        """
        apiVersion: gateway.networking.k8s.io/v1
        kind: GRPCRoute
        metadata: {name: pay, namespace: shop}
        spec: {rules: [{backendRefs: [{name: v1, port: 80}, {name: v2, port: 80, weight: 0}]}]}
        """);
    ResourceRouter grpc = new ResourceRouter(cluster, RouteKind.GRPC_ROUTE, "shop", "pay", "");
    assertThat(
            grpc.set(new Weights(Map.of("v1", 9, "v2", 1)), FOR_GOOD, grpc.read()).weights().of())
        .isEqualTo(Map.of("v1", 9, "v2", 1));
  }

  @Test
  void keepsTheSumOfAVirtualServiceAndNamesItsSubsets() {
    mock.create(
        """
        apiVersion: networking.istio.io/v1beta1
        kind: VirtualService
        metadata: {name: reviews, namespace: shop}
        spec:
          hosts: [reviews]
          http:
            - name: canary
              retries: {attempts: 3}
              route:
                - {destination: {host: reviews, subset: v1}, weight: 95}
                - {destination: {host: reviews, subset: v2}, weight: 5, headers: {request: {set: {a: b}}}}
        """);
    ResourceRouter istio =
        new ResourceRouter(cluster, RouteKind.VIRTUAL_SERVICE, "shop", "reviews", "canary");
    assertThatThrownBy(() -> istio.plan(new Weights(Map.of("v2", 10))))
        .isInstanceOfSatisfying(
            ActuatorException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INVALID))
        .hasMessage(
            "VirtualService shop/reviews/canary: weights: v1 95, v2 10 add up to 105 (expected: 100,"
                + " which they make now). Fix: name weights for all backends that have to change");
    Routing after = istio.set(new Weights(Map.of("v1", 90, "v2", 10)), FOR_GOOD, istio.read());
    assertThat(after.weights().of()).isEqualTo(Map.of("v1", 90, "v2", 10));
    assertThat(
            mock.stored("/apis/networking.istio.io/v1beta1/namespaces/shop/virtualservices/reviews")
                .getAdditionalProperties()
                .toString())
        .contains("retries={attempts=3}", "headers={request={set={a=b}}}");
  }

  @Test
  void aVirtualServiceWithOneDestinationSendsItAll() {
    mock.create(
        """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: one, namespace: shop}
        spec: {http: [{route: [{destination: {host: one.shop.svc.cluster.local}}]}]}
        """);
    assertThat(
            new ResourceRouter(cluster, RouteKind.VIRTUAL_SERVICE, "shop", "one", "")
                .read()
                .weights()
                .of())
        .isEqualTo(Map.of("one.shop.svc.cluster.local", 100));
  }

  @Test
  void aResourceWithoutRulesSaysWhatToAdd() {
    mock.create(
        """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: none, namespace: shop}
        spec: {hosts: [none]}
        """);
    assertThatThrownBy(
            () -> new ResourceRouter(cluster, RouteKind.VIRTUAL_SERVICE, "shop", "none", "").read())
        .hasMessage(
            "VirtualService shop/none: 0 rules divide traffic (expected: 1). Rules: none. Fix: add"
                + " spec.http with the backends to the resource");
    assertThat(List.of(router.place())).containsExactly("HTTPRoute shop/checkout");
  }
}

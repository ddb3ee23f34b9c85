// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;

/** Who is speaking: the resource attributes of a process, under OpenTelemetry's names. */
public record Identity(String service, String version, String region, String instance) {

  Attributes attributes() {
    return Attributes.builder()
        .put(AttributeKey.stringKey("service.name"), service)
        .put(AttributeKey.stringKey("service.namespace"), "shop")
        .put(AttributeKey.stringKey("service.version"), version)
        .put(AttributeKey.stringKey("service.instance.id"), instance)
        .put(AttributeKey.stringKey("cloud.region"), region)
        .put(AttributeKey.stringKey("deployment.environment.name"), "demo")
        .put(AttributeKey.longKey("process.pid"), ProcessHandle.current().pid())
        .build();
  }
}

// SPDX-License-Identifier: Apache-2.0
/** Kubernetes as a router (Gateway API, Istio) and as a scaler. */
@NullMarked
package dev.ballast.connect.kubernetes;

import org.jspecify.annotations.NullMarked;

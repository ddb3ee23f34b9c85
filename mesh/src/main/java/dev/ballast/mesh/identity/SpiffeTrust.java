// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.identity;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Believes certificates that lead to our roots and carry an identity of our trust domain. Host
 * names play no part: an identity says who speaks, wherever that is.
 */
final class SpiffeTrust extends X509ExtendedTrustManager {

  private final X509ExtendedTrustManager chains;
  private final String trustDomain;
  private final String service;

  /**
   * Makes one.
   *
   * @param service the only one that is believed; empty for any of the trust domain
   */
  SpiffeTrust(List<X509Certificate> roots, String trustDomain, String service)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (int i = 0; i < roots.size(); i++) {
      store.setCertificateEntry("root-" + i, roots.get(i));
    }
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(store);
    this.chains = extended(factory.getTrustManagers());
    this.trustDomain = trustDomain;
    this.service = service;
  }

  private static X509ExtendedTrustManager extended(TrustManager[] managers) {
    for (TrustManager one : managers) {
      if (one instanceof X509ExtendedTrustManager found) {
        return found;
      }
    }
    throw new IllegalStateException("the JDK has no PKIX trust manager");
  }

  private void checkIdentity(X509Certificate[] chain) throws CertificateException {
    Optional<SpiffeId> id = SpiffeId.of(chain[0]);
    boolean ours = id.isPresent() && id.get().trustDomain().equals(trustDomain);
    if (!ours || !(service.isEmpty() || id.get().service().equals(service))) {
      throw new CertificateException(
          "identity: "
              + id.map(SpiffeId::toString).orElse("none")
              + " (expected: "
              + (service.isEmpty() ? "any of " + trustDomain : SpiffeId.of(trustDomain, service))
              + ")");
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    chains.checkClientTrusted(chain, type);
    checkIdentity(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    chains.checkServerTrusted(chain, type);
    checkIdentity(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    checkClientTrusted(chain, type);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    checkServerTrusted(chain, type);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    checkClientTrusted(chain, type);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    checkServerTrusted(chain, type);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return chains.getAcceptedIssuers();
  }
}

package health.consilium.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.util.ArrayList;
import java.util.List;

/** Keys with self-signed certificates, made by the JDK's keytool. */
public final class Certificates {

    public static final String PASSWORD = "changeit";

    /** A private key and its certificate. */
    public record Pair(ECPrivateKey key, X509Certificate certificate) {}

    private Certificates() {}

    /** A new key on a curve such as {@code secp384r1}. */
    public static Pair onCurve(String curve) {
        try {
            Path store = Files.createTempDirectory("certificate").resolve("store.p12");
            KeyStore keys =
                    keyStore(store, "-keyalg", "EC", "-groupname", curve, "-alias", "partner", "-dname", "CN=partner");
            Files.delete(store);
            Files.delete(store.getParent());
            return new Pair((ECPrivateKey) keys.getKey("partner", PASSWORD.toCharArray()), (X509Certificate)
                    keys.getCertificate("partner"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * A new key store with one key.
     *
     * @param options of {@code keytool -genkeypair}, which say what key and whose
     */
    public static KeyStore keyStore(Path file, String... options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-validity",
                "30",
                "-keystore",
                file.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD));
        command.addAll(List.of(options));
        try {
            Process keytool =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(keytool.getInputStream().readAllBytes());
            if (keytool.waitFor() != 0) {
                throw new AssertionError(said);
            }
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(file)) {
                keys.load(in, PASSWORD.toCharArray());
            }
            return keys;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

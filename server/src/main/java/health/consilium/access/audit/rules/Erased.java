package health.consilium.access.audit.rules;

import java.util.List;
import java.util.Map;

/**
 * What a certificate of erasure says. It names nothing that could be read, and no person: numbers of cases and referrals, counts,
 * hashes.
 *
 * @param subject what was erased, by its business identifier: number of the case, or of the referral where it is the copy of a
 *     centre
 * @param scope code of {@code CodeSystem/purge-scope}
 * @param reason code of {@code CodeSystem/purge-reason}
 * @param counts how many there were, by type
 * @param sha256 of the bytes that were destroyed; of the copy of a centre those of the package
 * @param ground why it was refused, or on what the certificate rests: the hash of an attestation; null for neither
 */
public record Erased(
        Identifier subject,
        String scope,
        String reason,
        Map<String, Integer> counts,
        List<String> sha256,
        String ground) {

    public record Identifier(String system, String value) {}
}

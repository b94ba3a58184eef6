package health.consilium.access;

import health.consilium.people.ErasedPeople;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.hl7.fhir.r4.model.Binary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What is kept of a case beside its resources by whoever decides on access, when the case is erased. */
@Component
public class CaseTraces {

    private final JdbcClient jdbc;
    private final Exports exports;
    private final ErasedPeople people;
    private final Clock clock;

    CaseTraces(JdbcClient jdbc, Exports exports, ErasedPeople people, Clock clock) {
        this.jdbc = jdbc;
        this.exports = exports;
        this.people = people;
        this.clock = clock;
    }

    /**
     * Closes what anybody may still see because of these: labels that are taken off, resources that go. The rows stay, they hold
     * pseudonymous ids and answer who could see what, and when.
     *
     * @return how many were open
     */
    @Transactional
    public int closeGrants(String caseNumber, Collection<String> references) {
        Set<String> targets = new HashSet<>(references);
        targets.add(Compartment.ofCase(caseNumber).getCode());
        targets.add(Compartment.atDesk(caseNumber).getCode());
        return closeGrantsOn(targets);
    }

    /** The same of labels and single resources. */
    @Transactional
    public int closeGrantsOn(Collection<String> targets) {
        return jdbc.sql(
                        """
                        update case_grant set closed_at = :now where closed_at is null
                        and (target = any(string_to_array(:these, ' ')) or because = any(string_to_array(:these, ' ')))
                        """)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("these", String.join(" ", targets))
                .update();
    }

    /** Ends an export for good: who started it is told that it is gone. */
    public void endExport(String key) {
        exports.end(key);
    }

    /** Ends the export that wrote this file. */
    public void endExport(Binary file) {
        Exports.key(file).ifPresent(exports::end);
    }

    /** Whether nobody may fetch this file of an export any more. */
    public boolean isOver(Binary file) {
        return Exports.key(file).flatMap(exports::owner).isEmpty();
    }

    /** Removes account, sessions and tokens of a patient of whom nothing is left. */
    @Transactional
    public int forgetPatient(String reference) {
        return people.forget(reference);
    }
}

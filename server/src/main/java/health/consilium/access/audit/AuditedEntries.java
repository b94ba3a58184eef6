package health.consilium.access.audit;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import health.consilium.access.audit.Recorder.Deed;
import health.consilium.access.audit.Recorder.Done;
import health.consilium.access.audit.rules.Agent;
import health.consilium.access.audit.rules.AskedEntry;
import health.consilium.access.audit.rules.AuditRecord;
import health.consilium.access.audit.rules.EntryAnswer;
import health.consilium.access.audit.rules.Kind;
import health.consilium.fhir.Answers;
import health.consilium.fhir.FhirStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Records what was asked for within a transaction or batch: what was refused, searched for or disclosed to a centre, each entry
 * as if it had been sent alone; and whatever else was shown, in one event for each patient. HAPI answers an entry that is
 * refused within the Bundle, so that nobody hears of it but here.
 */
@Component
class AuditedEntries {

    private final Recorder recorder;
    private final FhirStore store;

    AuditedEntries(Recorder recorder, @Lazy FhirStore store) {
        this.recorder = recorder;
        this.store = store;
    }

    /** @param shown all that was found for the Bundle, and whom it concerns */
    void record(RequestDetails request, Bundle asked, Bundle answer, Trace shown) {
        new Telling(request, shown).tell(asked, answer);
    }

    /** What is to be told of one Bundle. */
    private final class Telling {

        private final Agent agent = Requests.agent();
        private final List<Done> events = new ArrayList<>();
        private final Map<String, Optional<Resource>> subjects = new HashMap<>();
        private final Set<String> told = new HashSet<>();
        private final Set<String> untold = new HashSet<>();
        private final Set<String> left = new HashSet<>();
        private final RequestDetails request;
        private final Trace shown;

        private Telling(RequestDetails request, Trace shown) {
            this.request = request;
            this.shown = shown;
        }

        private void tell(Bundle asked, Bundle answer) {
            // HAPI answers each entry in its place. If it did not, none could be told from another, but all that was
            // found is.
            boolean paired = asked.getEntry().size() == answer.getEntry().size();
            for (int i = 0; paired && i < asked.getEntry().size(); i++) {
                tell(asked.getEntry().get(i), answer.getEntry().get(i));
            }
            Trace rest = shown.only(name -> !paired || isToTell(name));
            if (!rest.isEmpty()) {
                add(Kind.TRANSACTION, "transaction", null, rest);
            }
            recorder.record(agent, events);
        }

        /** What an entry wrote before it was refused was shown to nobody. Parts of a resource may have lost its version. */
        private boolean isToTell(String name) {
            return untold.contains(name) || (left.contains(Trace.unversioned(name)) && !told.contains(name));
        }

        private void tell(BundleEntryComponent asked, BundleEntryComponent answered) {
            EntryAnswer answer = EntryAnswer.of(answered);
            if (answer.isRefused()) {
                refused(AskedEntry.of(asked), answer);
                return;
            }
            List<String> names = names(answered.getResource());
            names.forEach(name -> left.add(Trace.unversioned(name)));
            if (answer.isShown() && asked.getRequest().getMethod() == HTTPVerb.GET) {
                (isToldApart(AskedEntry.of(asked), shown.only(names)) ? told : untold).addAll(names);
            }
        }

        /** Of the resource, and of what it holds where it is a Bundle. */
        private static List<String> names(Resource answered) {
            return Stream.concat(Stream.ofNullable(answered), Answers.resources(answered))
                    .distinct()
                    .map(Trace::name)
                    .toList();
        }

        /** Reads are told together, but for those that mean more than a read. */
        private boolean isToldApart(AskedEntry entry, Trace found) {
            if (found.isEmpty() && !AuditedReads.isOfInterest(entry.type())) {
                return false;
            }
            if (entry.isSearch()) {
                add(Kind.SEARCH, entry.interaction(), Requests.asked(request, entry), found);
                return true;
            }
            Kind kind = AuditedReads.kindOfRead(agent, entry.type(), found);
            // Nothing is found in storage of what is not kept there, such as the trail itself.
            if (kind == Kind.DISCLOSURE || (entry.isRead() && found.isEmpty())) {
                add(kind, entry.interaction(), null, found);
                return true;
            }
            return false;
        }

        /** With whom the named resource concerns, whether or not the caller may see it. */
        private void refused(AskedEntry entry, EntryAnswer answer) {
            Trace about = new Trace();
            entry.reference()
                    .flatMap(reference -> subjects.computeIfAbsent(reference, store::find))
                    .ifPresent(about::add);
            events.add(new Done(
                    deed(EntryAnswer.refusal(answer.outcome()), entry.interaction(), answer.outcome(), null),
                    List.of(about.whole())));
        }

        private void add(Kind kind, String interaction, String query, Trace trace) {
            events.add(new Done(deed(kind, interaction, AuditRecord.SUCCESS, query), AuditedReads.shares(trace)));
        }

        private Deed deed(Kind kind, String interaction, String outcome, String query) {
            return new Deed(kind, interaction, outcome, query, Requests.id(request));
        }
    }
}

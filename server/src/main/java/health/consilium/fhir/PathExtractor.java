package health.consilium.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.jpa.searchparam.extractor.SearchParamExtractorR4;
import java.util.List;
import org.hl7.fhir.common.hapi.validation.support.BaseValidationSupportWrapper;
import org.hl7.fhir.instance.model.api.IBaseResource;

/**
 * Takes out of resources what search parameters index, as HAPI does, but does not read all of R4's profiles for it: FHIRPath's
 * engine lists them when it is made, a tenth of the start, and needs the list to check expressions, which nobody asks it to.
 * A profile that an expression names is looked up as ever.
 */
final class PathExtractor extends SearchParamExtractorR4 {

    private FhirContext whileStarting;

    /** HAPI's takes the engine's profiles from the context. */
    @Override
    public void initFhirPath() {
        FhirContext context = FhirContext.forR4();
        context.setValidationSupport(new Unlisted(context, getContext().getValidationSupport()));
        whileStarting = context;
        try {
            super.initFhirPath();
        } finally {
            whileStarting = null;
        }
    }

    @Override
    protected FhirContext getContext() {
        return whileStarting == null ? super.getContext() : whileStarting;
    }

    /** Answers for each profile, but lists none. */
    private static final class Unlisted extends BaseValidationSupportWrapper {

        Unlisted(FhirContext context, IValidationSupport all) {
            super(context, all);
        }

        @Override
        public <T extends IBaseResource> List<T> fetchAllStructureDefinitions() {
            return List.of();
        }

        @Override
        public IBaseResource fetchStructureDefinition(String url) {
            Definitions.profiles();
            return super.fetchStructureDefinition(url);
        }
    }
}

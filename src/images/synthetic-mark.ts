/** IPTC digital source type of a picture composited with the output of a trained model. */
export const SYNTHETIC_SOURCE_TYPE =
  'http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia';

/**
 * The XMP packet that marks a result as synthetic: the property Iptc4xmpExt:DigitalSourceType of the IPTC Photo
 * Metadata Standard.
 */
export const SYNTHETIC_XMP = [
  '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>',
  '<x:xmpmeta xmlns:x="adobe:ns:meta/">',
  '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
  '<rdf:Description rdf:about="" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"',
  ` Iptc4xmpExt:DigitalSourceType="${SYNTHETIC_SOURCE_TYPE}"/>`,
  '</rdf:RDF></x:xmpmeta>',
  '<?xpacket end="r"?>',
].join('');

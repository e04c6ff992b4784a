<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- Asks whether a contact is really to be signed out for good. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:import href="../layout.xsl"/>
  <xsl:import href="../components/fact.xsl"/>
  <xsl:import href="../components/person.xsl"/>
  <xsl:import href="../components/sure.xsl"/>

  <xsl:template match="page" mode="back">
    <xsl:apply-templates select="." mode="back-to-contact"/>
  </xsl:template>

  <xsl:template match="contact" mode="question">
    <xsl:value-of select="cd:text('contact-login-end.text')"/>
  </xsl:template>

</xsl:stylesheet>

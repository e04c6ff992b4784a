<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- Confirm one's address by a link; or the link is over. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:import href="../layout.xsl"/>
  <xsl:import href="../components/form.xsl"/>
  <xsl:import href="../components/door.xsl"/>

  <xsl:template match="page" mode="lead">
    <p class="lead"><xsl:value-of select="cd:text('link.over')"/></p>
  </xsl:template>

  <xsl:template match="page[section/user]" mode="lead">
    <p class="lead"><xsl:value-of select="cd:text('page.verify-email.for', section/user/@email)"/></p>
    <form class="form" method="post" action="{@base}{@path}">
      <input type="hidden" name="csrf" value="{@csrf}"/>
      <button class="btn btn-primary" type="submit"><xsl:value-of select="cd:text('form.verify-email.submit')"/></button>
    </form>
  </xsl:template>

</xsl:stylesheet>
